namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>
/// Which scopes open which types and mutations, worded as the published schema words them. A write scope opens reading too.
/// https://shopify.dev/docs/api/usage/access-scopes
/// </summary>
internal sealed record Access(string Words, params IReadOnlyList<string> AnyOf)
{
    private static readonly Access Returns = new(
        "`read_returns` access scope or `read_marketplace_returns` access scope.",
        "read_returns",
        "write_returns"
    );

    private static readonly Access WriteReturns = new(
        "`write_returns` access scope or `write_marketplace_returns` access scope.",
        "write_returns"
    );

    private static readonly Access Orders = new(
        "`read_orders` access scope or `read_marketplace_orders` access scope.",
        "read_orders",
        "write_orders"
    );

    private static readonly Access WriteOrders = new("`write_orders` access scope.", "write_orders");

    private static readonly Dictionary<string, Access> OfType = new(StringComparer.Ordinal)
    {
        ["Order"] = new(
            "`read_orders` access scope, `read_marketplace_orders` access scope or `read_quick_sale` access scope.",
            "read_orders",
            "write_orders"
        ),
        ["Refund"] = Orders,
        ["OrderTransaction"] = Orders,
        ["LineItem"] = Orders,
        ["OrderDisputeSummary"] = Orders,
        ["Customer"] = new("`read_customers` access scope.", "read_customers", "write_customers"),
        ["Return"] = Returns,
        ["ReverseFulfillmentOrder"] = Returns,
        ["ReverseDelivery"] = Returns,
        ["ReturnReasonDefinition"] = new("`read_returns` access scope.", "read_returns", "write_returns"),
        ["Location"] = new(
            "`read_locations` access scope, `read_inventory` access scope or `read_markets_home` access scope.",
            "read_locations",
            "read_inventory"
        ),
        ["Product"] = new("`read_products` access scope.", "read_products"),
        ["ProductVariant"] = new("`read_products` access scope.", "read_products"),
    };

    /// <summary>What a field asks for, given the type it answers with; null when it is open to all.</summary>
    internal static Access? Of(string parent, string field, string answersWith)
    {
        if (parent == "Mutation")
            return field switch
            {
                "refundCreate" or "tagsAdd" or "tagsRemove" => WriteOrders,
                _ when field.StartsWith("return", StringComparison.Ordinal) => WriteReturns,
                _ when field.StartsWith("reverse", StringComparison.Ordinal) => WriteReturns,
                _ => null,
            };
        if (
            parent.EndsWith("Payload", StringComparison.Ordinal)
            || parent.EndsWith("Connection", StringComparison.Ordinal)
        )
            return null;
        const string connection = "Connection";
        return OfType.GetValueOrDefault(
            answersWith.EndsWith(connection, StringComparison.Ordinal) ? answersWith[..^connection.Length] : answersWith
        );
    }
}
