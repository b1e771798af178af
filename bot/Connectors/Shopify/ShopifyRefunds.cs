using System.Text.Json;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Looks for a refund that one of our effects made.</summary>
internal sealed class ShopifyRefunds(ShopifyClient shopify)
{
    /// <summary>Whether an effect's refund is on the order, in full and paid out.</summary>
    /// <param name="order">The order's id.</param>
    /// <param name="key">The effect; the refund's note names it.</param>
    /// <param name="due">What it gave back, in the currency the customer paid.</param>
    /// <param name="through">
    /// Where set, a refund given through this return counts too if it is over the same sum and none of the earlier ones:
    /// Shopify need not pass our note on.
    /// </param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<ReadBack> FindAsync(
        string order,
        EffectKey key,
        Money due,
        (string Return, IReadOnlyList<string> Earlier)? through,
        CancellationToken cancel
    )
    {
        var data = await shopify.QueryAsync(ShopifyDocument.OrderRefunds, new { id = order }, cancel);
        var refunds = data.Get("order")?.List("refunds") ?? [];
        var ours = refunds
            .Where(refund => ShopifyNote.IsOf(refund.TextOrNull("note"), key))
            .Concat(
                refunds.Where(refund =>
                    through is var (back, earlier)
                    && ReturnOf(refund) == back
                    && Paid(refund) == due
                    && !earlier.Contains(refund.Text("id"), StringComparer.Ordinal)
                )
            )
            .ToList();
        if (ours.Count == 0)
            return new ReadBack.DidNotTake("no such refund");

        var found = ours[0];
        if (Paid(found) != due)
            return new ReadBack.DidNotTake($"a refund of {Paid(found)}");
        return Failed(found)
            ? new ReadBack.DidNotTake("a refund whose payment failed")
            : new ReadBack.Took(found.Text("id"));
    }

    private static Money Paid(JsonElement refund) => refund.PaidMoney("totalRefundedSet");

    private static string? ReturnOf(JsonElement refund) => refund.Get("return")?.Text("id");

    // A refund is a record; its transactions tell whether money moved.
    private static bool Failed(JsonElement refund) =>
        refund.Nodes("transactions").Any(payment => payment.Text("status") is "FAILURE" or "ERROR");
}
