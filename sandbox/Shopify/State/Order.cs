namespace OpsBot.Sandbox.Shopify.State;

/// <summary>An order with everything that happened to it since.</summary>
internal sealed class Order(long id) : Node("Order", id)
{
    internal required int Number { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal DateTimeOffset UpdatedAt { get; set; }
    internal DateTimeOffset? CancelledAt { get; set; }
    internal string? CancelReason { get; set; }
    internal bool Test { get; init; }
    internal string? Note { get; init; }
    internal string? DiscountCode { get; init; }
    internal required string Currency { get; init; }
    internal required string PresentmentCurrency { get; init; }

    /// <summary>Presentment money for one unit of shop money.</summary>
    internal decimal Rate { get; init; } = 1;
    internal bool TaxesIncluded { get; init; } = true;
    internal decimal Shipping { get; init; }
    internal Customer? Customer { get; init; }
    internal string? Email { get; init; }
    internal Address? ShippingAddress { get; init; }
    internal string RiskLevel { get; init; } = "LOW";
    internal string RiskRecommendation { get; init; } = "ACCEPT";
    internal List<string> Tags { get; } = [];
    internal List<OrderLine> Lines { get; } = [];
    internal List<Transaction> Transactions { get; } = [];
    internal List<Fulfillment> Fulfillments { get; } = [];
    internal List<Return> Returns { get; } = [];
    internal List<Refund> Refunds { get; } = [];
    internal List<Dispute> Disputes { get; } = [];

    internal string Name => $"#{Number}";

    internal Amount Total => Money(Lines.Sum(line => line.DiscountedTotal + line.TaxOnTop) + Shipping);

    internal Amount Received => Sum("SALE", "CAPTURE");

    internal Amount Refunded => Sum("REFUND");

    internal Amount NetPayment => Received - Refunded;

    internal Amount ShippingRefunded => Amount.Sum(Refunds.Select(refund => refund.Shipping));

    internal string FinancialStatus =>
        CancelledAt is not null && NetPayment.Shop <= 0 && Received.Shop == 0 ? "VOIDED"
        : Received.Shop == 0 ? "PENDING"
        : Refunded.Shop == 0 ? "PAID"
        : NetPayment.Presentment <= 0 ? "REFUNDED"
        : "PARTIALLY_REFUNDED";

    internal string FulfillmentStatus =>
        Fulfillments.Count == 0 ? "UNFULFILLED"
        : Fulfillments.Sum(parcel => parcel.Lines.Sum(line => line.Quantity)) < Lines.Sum(line => line.Quantity)
            ? "PARTIALLY_FULFILLED"
        : "FULFILLED";

    /// <summary>The aggregate: a request outranks an open return, an open one a closed one; declined ones do not count.</summary>
    internal string ReturnStatus =>
        Returns.Exists(each => each.Status == "REQUESTED") ? "RETURN_REQUESTED"
        : Returns.Exists(each => each.Status == "OPEN") ? "IN_PROGRESS"
        : Returns.Exists(each => each.Status == "CLOSED") ? "RETURNED"
        : "NO_RETURN";

    internal Amount Money(decimal shop) => new(shop, decimal.Round(shop * Rate, 2, MidpointRounding.AwayFromZero));

    internal Amount FromPresentment(decimal presentment) =>
        new(decimal.Round(presentment / Rate, 2, MidpointRounding.AwayFromZero), presentment);

    private Amount Sum(params string[] kinds) =>
        Amount.Sum(
            Transactions
                .Where(each => each.Status == "SUCCESS" && kinds.Contains(each.Kind))
                .Select(each => each.Amount)
        );
}
