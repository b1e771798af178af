namespace OpsBot.Sandbox.Shopify.Door;

/// <summary>A key to the Admin API: what it opens, until when, and how much it may still ask.</summary>
internal sealed record Token(string Text, IReadOnlySet<string> Scopes, DateTimeOffset? Until, Bucket Bucket);
