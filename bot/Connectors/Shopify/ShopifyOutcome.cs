using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>What Shopify would settle a return with, and through which payments.</summary>
/// <param name="Settlement">The sum.</param>
/// <param name="Payments">The original payments it goes back to.</param>
internal sealed record ShopifyOutcome(Settlement Settlement, IReadOnlyList<ShopifyPayment> Payments)
{
    /// <summary>No money moves.</summary>
    internal static ShopifyOutcome Nothing { get; } = new(new Settlement.Nothing(), []);

    internal static ShopifyOutcome Read(JsonElement transfer) =>
        transfer.Text("__typename") switch
        {
            "RefundReturnOutcome" when transfer.PaidMoney("amount") is { Amount: > 0 } paid => new(
                new Settlement.Refund(transfer.ShopMoney("amount"), paid),
                [.. transfer.List("suggestedTransactions").Select(ShopifyPayment.Read)]
            ),
            "RefundReturnOutcome" => Nothing,
            "InvoiceReturnOutcome" => new(new Settlement.Invoice(transfer.PaidMoney("amount")), []),
            var other => throw new InvalidOperationException(
                $"Shopify settles a return in a way unknown here: {other}"
            ),
        };

    /// <summary>Why exactly this sum cannot be given back now; nothing where it can.</summary>
    internal string? Differs(Money due)
    {
        if (Settlement is not Settlement.Refund refund)
            return $"{due} was to be given back, but Shopify now says {Words(Settlement)}.";
        if (refund.Paid != due)
            return $"{due} was to be given back, but Shopify now says {refund.Paid}.";

        var payable = Payments.Aggregate(Money.Zero(due.Currency), (sum, payment) => sum + payment.Paid);
        return payable == due
            ? null
            : $"{due} was to be given back, but only {payable} can go back to the original payment.";
    }

    /// <summary>The payments of a smaller sum: the first ones in full, the last of them in part.</summary>
    internal ShopifyOutcome UpTo(Money sum)
    {
        var left = sum;
        var parts = new List<ShopifyPayment>();
        foreach (var payment in Payments.TakeWhile(_ => left.Amount > 0))
        {
            var part = payment.Paid < left ? payment.Paid : left;
            parts.Add(payment with { Paid = part });
            left -= part;
        }

        return this with
        {
            Payments = parts,
        };
    }

    private static string Words(Settlement settlement) =>
        settlement is Settlement.Invoice invoice ? $"the customer owes {invoice.Paid}" : "nothing is due";
}

/// <summary>A part of a refund and the payment it goes back to.</summary>
/// <param name="Parent">The original payment.</param>
/// <param name="Gateway">Who carried it.</param>
/// <param name="Paid">How much, in the currency the customer paid.</param>
internal sealed record ShopifyPayment(string? Parent, string Gateway, Money Paid)
{
    internal static ShopifyPayment Read(JsonElement transaction) =>
        new(
            transaction.Get("parentTransaction")?.Text("id"),
            transaction.TextOrNull("gateway") ?? "",
            transaction.PaidMoney("amountSet")
        );
}
