using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>
/// Who wants to hear of what. https only, and one subscription per topic and address.
/// https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/webhookSubscriptionCreate
/// </summary>
internal sealed class SubscriptionDesk(Books books)
{
    private readonly Shop shop = books.Shop;

    internal SubscriptionAnswer Create(SubscriptionWish wish)
    {
        if (Refusal(wish) is { } refusal)
            return new(null, refusal);
        var subscription = shop.Add(
            new Subscription(shop.NextId())
            {
                Topic = wish.Topic,
                Uri = wish.Uri!,
                Format = wish.Format ?? "JSON",
                Filter = wish.Filter,
                Name = wish.Name,
                IncludeFields = wish.IncludeFields,
                MetafieldNamespaces = wish.MetafieldNamespaces,
                CreatedAt = shop.Now,
            }
        );
        shop.Subscriptions.Add(subscription);
        books.Record("webhook subscribed", $"{wish.Topic} {wish.Uri}");
        return new(subscription);
    }

    internal SubscriptionAnswer Delete(string id)
    {
        if (shop.FindOf<Subscription>(id, "WebhookSubscription") is not { } subscription)
            return new(null, new UserError(["id"], "Webhook subscription does not exist"));
        shop.Subscriptions.Remove(subscription);
        shop.Remove(subscription);
        return new(subscription);
    }

    private UserError? Refusal(SubscriptionWish wish)
    {
        string[] address = ["webhookSubscription", "callbackUrl"];
        if (string.IsNullOrWhiteSpace(wish.Uri))
            return new(address, "Address can't be blank");
        if (!Uri.TryCreate(wish.Uri, UriKind.Absolute, out var uri))
            return new(address, "Address is invalid");
        if (uri.Scheme != Uri.UriSchemeHttps && !Allowed(uri))
            return new(address, $"Address protocol {uri.Scheme}:// is not supported");
        if (shop.Subscriptions.Exists(each => each.Topic == wish.Topic && each.Uri == wish.Uri))
            return new(address, "Address for this topic has already been taken");
        if (!string.IsNullOrEmpty(wish.Filter) && !Readable(wish.Filter))
            return new(
                ["webhookSubscription"],
                "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on."
            );
        return wish.Format == "XML" ? new(["webhookSubscription", "format"], "Format XML is not served here") : null;
    }

    private bool Allowed(Uri uri) =>
        shop.Options.AllowLoopbackHttp && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback;

    private static bool Readable(string filter) =>
        filter
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(term => term == "AND" || (term.Contains(':', StringComparison.Ordinal) && term[0] != ':'));
}

internal sealed record SubscriptionWish(string Topic)
{
    internal string? Uri { get; init; }
    internal string? Format { get; init; }
    internal string? Filter { get; init; }
    internal string? Name { get; init; }
    internal IReadOnlyList<string> IncludeFields { get; init; } = [];
    internal IReadOnlyList<string> MetafieldNamespaces { get; init; } = [];
}
