namespace OpsBot.Sandbox.Shopify.State;

/// <summary>A return: REQUESTED, then OPEN, then CLOSED; or DECLINED, or CANCELED.</summary>
internal sealed class Return(long id) : Node("Return", id)
{
    internal required Order Order { get; init; }
    internal required string Name { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal string Status { get; set; } = "REQUESTED";
    internal DateTimeOffset? ApprovedAt { get; set; }
    internal DateTimeOffset? ClosedAt { get; set; }
    internal Decline? Decline { get; set; }
    internal Fee? ShippingFee { get; init; }
    internal List<ReturnLine> Lines { get; } = [];
    internal List<ExchangeLine> Exchanges { get; } = [];
    internal List<ReverseOrder> ReverseOrders { get; } = [];
    internal List<Refund> Refunds { get; } = [];
}

internal sealed record Decline(string Reason, string? Note);

/// <summary>One line of a return. A line without a fulfilment line is unverified: nobody checked it against the order.</summary>
internal sealed class ReturnLine(bool verified, long id)
    : Node(verified ? "ReturnLineItem" : "UnverifiedReturnLineItem", id)
{
    internal required Return Return { get; init; }
    internal FulfillmentLine? Goods { get; init; }
    internal decimal UnitPrice { get; init; }
    internal required int Quantity { get; init; }
    internal required string Reason { get; init; }
    internal ReturnReason? Definition { get; init; }
    internal string ReasonNote { get; init; } = "";
    internal string? CustomerNote { get; init; }
    internal Fee? RestockingFee { get; init; }
    internal int Processed { get; set; }
    internal int Refunded { get; set; }

    internal int Processable => Return.Status == "OPEN" ? Quantity - Processed : 0;

    internal int Refundable =>
        Goods is null ? Quantity - Refunded : Math.Min(Quantity - Refunded, Goods.Line.RefundableQuantity);
}

/// <summary>What the customer wants instead.</summary>
internal sealed class ExchangeLine(long id) : Node("ExchangeLineItem", id)
{
    internal required Variant Variant { get; init; }
    internal required int Quantity { get; init; }
    internal int Processed { get; set; }
}

internal sealed class Fee(string type, long id) : Node(type, id)
{
    internal required decimal Price { get; init; }
    internal double Percentage { get; init; }
}

/// <summary>A reason from the shop's own library.</summary>
internal sealed class ReturnReason(long id) : Node("ReturnReasonDefinition", id)
{
    internal required string Handle { get; init; }
    internal required string Name { get; init; }
}
