namespace OpsBot.Sandbox.Shopify;

/// <summary>Which shop the pretend Shopify runs, who may call it, and how strict it is.</summary>
internal sealed record PretendShopifyOptions
{
    /// <summary>Every scope the returns loop asks for: https://shopify.dev/docs/api/usage/access-scopes.</summary>
    internal static readonly IReadOnlyList<string> AllScopes =
    [
        "read_all_orders",
        "read_customers",
        "read_fulfillments",
        "read_locations",
        "read_orders",
        "read_products",
        "read_returns",
        "read_shopify_payments_disputes",
        "write_orders",
        "write_returns",
    ];

    internal string ShopName { get; init; } = "Nordlicht Outdoor";
    internal string Domain { get; init; } = "nordlicht-outdoor.myshopify.com";
    internal string Currency { get; init; } = "EUR";
    internal string TimeZone { get; init; } = "Europe/Berlin";
    internal string ApiVersion { get; init; } = "2026-10";

    /// <summary>A token that never ends, as apps made before 2026 have.</summary>
    internal string AccessToken { get; init; } = "shpat_pretend_permanent";
    internal string ClientId { get; init; } = "pretend-client";

    /// <summary>Buys tokens at the OAuth door and signs webhooks, as one app secret does at Shopify.</summary>
    internal string ClientSecret { get; init; } = "shpss_pretend_secret";
    internal TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);
    internal IReadOnlyList<string> Scopes { get; init; } = AllScopes;

    /// <summary>When an unanswered webhook is sent again: eight times in four hours, each about twice as late: https://shopify.dev/changelog/updates-to-webhook-retry-mechanism.</summary>
    internal IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(8),
        TimeSpan.FromMinutes(16),
        TimeSpan.FromMinutes(32),
        TimeSpan.FromMinutes(64),
        TimeSpan.FromMinutes(113),
    ];

    internal double BucketSize { get; init; } = 2000;
    internal double RestoreRate { get; init; } = 100;

    /// <summary>Webhooks may go to <c>http://127.0.0.1</c>; Shopify itself takes https only.</summary>
    internal bool AllowLoopbackHttp { get; init; } = true;

    internal int Seed { get; init; } = 1042;
    internal int Customers { get; init; } = 60;
    internal int Orders { get; init; } = 150;

    /// <summary>A new return request comes in this often; null means only when asked for.</summary>
    internal TimeSpan? TrafficEvery { get; init; }
}
