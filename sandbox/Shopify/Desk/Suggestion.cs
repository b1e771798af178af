using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>What a refund would be: worked out, not done.</summary>
internal sealed record Suggestion
{
    internal required Order Order { get; init; }
    internal IReadOnlyList<RefundLine> Lines { get; init; } = [];
    internal Amount Subtotal { get; init; }
    internal Amount Tax { get; init; }
    internal Amount Shipping { get; init; }

    /// <summary>Restocking and return shipping fees, and what the customer takes instead.</summary>
    internal Amount Deductions { get; init; }
    internal Amount Goods { get; init; }

    internal Amount Due => Goods + Shipping - Deductions;

    /// <summary>What is paid out: never more than was received and not yet returned, never less than nothing.</summary>
    internal Amount Payout => Due.Presentment <= 0 ? Amount.Zero : Amount.Min(Due, Order.NetPayment);

    internal Amount ShippingLeft => Order.Money(Order.Shipping) - Order.ShippingRefunded;

    /// <summary>The payout, spread over the payments it came from, oldest first.</summary>
    internal IReadOnlyList<SuggestedPayment> Payments()
    {
        List<SuggestedPayment> payments = [];
        var left = Payout;
        foreach (var parent in Order.Transactions.Where(each => each.Refundable.Presentment > 0))
        {
            var part = Amount.Min(left, parent.Refundable);
            if (part.Presentment <= 0)
                break;
            payments.Add(new SuggestedPayment(Order, parent, part));
            left -= part;
        }

        return payments;
    }
}

internal sealed record SuggestedPayment(Order Order, Transaction Parent, Amount Amount);
