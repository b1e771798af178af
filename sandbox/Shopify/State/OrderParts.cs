namespace OpsBot.Sandbox.Shopify.State;

/// <summary>One line of an order; its sums are in shop money.</summary>
internal sealed class OrderLine(long id) : Node("LineItem", id)
{
    internal required Order Order { get; init; }
    internal Variant? Variant { get; init; }
    internal required string Title { get; init; }
    internal string? Sku { get; init; }
    internal required int Quantity { get; init; }
    internal required decimal UnitPrice { get; init; }
    internal decimal Discount { get; init; }

    /// <summary>Tax that is not already in the price.</summary>
    internal decimal TaxOnTop { get; init; }

    /// <summary>Tax that is already in the price.</summary>
    internal decimal TaxWithin { get; init; }

    internal decimal DiscountedTotal => (UnitPrice * Quantity) - Discount;

    internal int RefundedQuantity =>
        Order.Refunds.SelectMany(refund => refund.Lines).Where(line => line.Line == this).Sum(line => line.Quantity);

    internal int RefundableQuantity => Quantity - RefundedQuantity;

    /// <summary>What the next <paramref name="quantity"/> pieces are worth, so that all pieces together are worth the line.</summary>
    internal LineShare Share(int quantity)
    {
        var before = RefundedQuantity;
        return new LineShare(
            Order.Money(Part(DiscountedTotal, before, quantity)),
            Order.Money(Part(TaxOnTop, before, quantity)),
            Order.Money(Part(TaxOnTop + TaxWithin, before, quantity))
        );
    }

    /// <summary>What so many pieces were sold for, discounts taken off.</summary>
    internal decimal Worth(int quantity) => Upto(DiscountedTotal, quantity);

    private decimal Part(decimal whole, int before, int quantity) =>
        Upto(whole, before + quantity) - Upto(whole, before);

    private decimal Upto(decimal whole, int quantity) =>
        decimal.Round(whole * quantity / Quantity, 2, MidpointRounding.AwayFromZero);
}

/// <summary>A part of a line in money: what was paid for the goods, the tax on top of it, and all tax in it.</summary>
internal sealed record LineShare(Amount Subtotal, Amount TaxOnTop, Amount Tax)
{
    internal Amount Total => Subtotal + TaxOnTop;
}

/// <summary>Money that moved, or tried to.</summary>
internal sealed class Transaction(long id) : Node("OrderTransaction", id)
{
    internal required Order Order { get; init; }
    internal required string Kind { get; init; }
    internal string Status { get; init; } = "SUCCESS";
    internal required string Gateway { get; init; }
    internal required Amount Amount { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal Transaction? Parent { get; init; }

    internal Amount Refundable =>
        Kind is "SALE" or "CAPTURE" && Status == "SUCCESS"
            ? Amount
                - Amount.Sum(
                    Order
                        .Transactions.Where(each =>
                            each.Parent == this && each is { Kind: "REFUND", Status: "SUCCESS" }
                        )
                        .Select(each => each.Amount)
                )
            : Amount.Zero;
}

/// <summary>A parcel that left the house.</summary>
internal sealed class Fulfillment(long id) : Node("Fulfillment", id)
{
    internal required Order Order { get; init; }
    internal required string Name { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal DateTimeOffset? DeliveredAt { get; init; }
    internal required string DisplayStatus { get; init; }
    internal string? Carrier { get; init; }
    internal string? TrackingNumber { get; init; }
    internal required Location Location { get; init; }
    internal List<FulfillmentLine> Lines { get; } = [];
}

/// <summary>What of an order line is in one parcel.</summary>
internal sealed class FulfillmentLine(long id) : Node("FulfillmentLineItem", id)
{
    internal required OrderLine Line { get; init; }
    internal required int Quantity { get; init; }
}

/// <summary>A customer's bank wants the money back.</summary>
internal sealed class Dispute(long id) : Node("OrderDisputeSummary", id)
{
    internal required string Kind { get; init; }
    internal string Status { get; init; } = "NEEDS_RESPONSE";
}
