namespace OpsBot.Sandbox.Shopify.State;

/// <summary>A webhook subscription made through the Admin API; it is deleted when its receiver stays away for four hours.</summary>
internal sealed class Subscription(long id) : Node("WebhookSubscription", id)
{
    internal required string Topic { get; init; }
    internal required string Uri { get; init; }
    internal string Format { get; init; } = "JSON";
    internal string? Filter { get; init; }
    internal string? Name { get; init; }
    internal IReadOnlyList<string> IncludeFields { get; init; } = [];
    internal IReadOnlyList<string> MetafieldNamespaces { get; init; } = [];
    internal required DateTimeOffset CreatedAt { get; init; }
}
