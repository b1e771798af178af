namespace OpsBot.Sandbox.Shopify.State;

/// <summary>What must come back to the house; made by approving a return.</summary>
internal sealed class ReverseOrder(long id) : Node("ReverseFulfillmentOrder", id)
{
    internal required Return Return { get; init; }
    internal string Status { get; set; } = "OPEN";
    internal List<ReverseLine> Lines { get; } = [];
    internal List<ReverseDelivery> Deliveries { get; } = [];
}

internal sealed class ReverseLine(long id) : Node("ReverseFulfillmentOrderLineItem", id)
{
    internal required ReturnLine ReturnLine { get; init; }
    internal required int Quantity { get; init; }
    internal List<Disposition> Dispositions { get; } = [];
}

/// <summary>What was done with goods that came back.</summary>
internal sealed class Disposition(long id) : Node("ReverseFulfillmentOrderDisposition", id)
{
    internal required string Kind { get; init; }
    internal required int Quantity { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal Location? Location { get; init; }
}

/// <summary>The parcel home: its label and its tracking.</summary>
internal sealed class ReverseDelivery(long id) : Node("ReverseDelivery", id)
{
    internal required ReverseOrder ReverseOrder { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal string? TrackingNumber { get; init; }
    internal string? TrackingUrl { get; init; }
    internal string? LabelUrl { get; init; }
    internal List<ReverseDeliveryLine> Lines { get; } = [];
}

internal sealed class ReverseDeliveryLine(long id) : Node("ReverseDeliveryLineItem", id)
{
    internal required ReverseLine Line { get; init; }
    internal required int Quantity { get; init; }
}
