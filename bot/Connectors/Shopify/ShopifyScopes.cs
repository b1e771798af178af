namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Holds what the app was granted against what the returns loop needs; shopify.dev/docs/api/usage/access-scopes.</summary>
internal sealed partial class ShopifyScopes(ShopifyClient shopify, ILogger<ShopifyScopes> logger)
{
    private static readonly (string Scope, string For)[] Needed =
    [
        ("read_returns", "to read returns"),
        ("write_returns", "to approve, decline, receive and close returns"),
        ("read_orders", "to read the orders they belong to"),
        ("write_orders", "to refund and tag orders"),
        ("read_customers", "to see whose they are"),
        ("read_products", "to see the tags of the goods"),
        ("read_fulfillments", "to see when goods were delivered"),
        ("read_locations", "to put goods back where they were sent from"),
        ("read_shopify_payments_disputes", "to leave disputed orders alone"),
        ("read_all_orders", "to see orders older than 60 days; without it later returns cannot be read"),
    ];

    /// <summary>What is missing and what for, a line each, also logged; empty where nothing is.</summary>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancel)
    {
        var data = await shopify.QueryAsync(ShopifyDocument.AccessScopes, new { }, cancel);
        var granted = data.GetProperty("currentAppInstallation")
            .List("accessScopes")
            .Select(scope => scope.Text("handle"))
            .ToHashSet(StringComparer.Ordinal);
        List<string> missing =
        [
            .. Needed
                .Where(need => !IsGranted(granted, need.Scope))
                .Select(need => $"The app lacks the access scope {need.Scope}, needed {need.For}."),
        ];
        foreach (var line in missing)
            Log.Lacks(logger, line);
        return missing;
    }

    /// <summary>Who may write may read.</summary>
    private static bool IsGranted(HashSet<string> granted, string scope) =>
        granted.Contains(scope)
        || (
            scope.StartsWith("read_", StringComparison.Ordinal)
            && granted.Contains(string.Concat("write_", scope.AsSpan("read_".Length)))
        );

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Shopify: {Missing}")]
        internal static partial void Lacks(ILogger logger, string missing);
    }
}
