using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify.Actors;

/// <summary>
/// Gives money back by itself: a refund on the order that restocks nothing. Exactly the sum that was decided,
/// or nothing. shopify.dev/docs/api/admin-graphql, refundCreate
/// </summary>
internal sealed class RefundReturnActor(ShopifyClient shopify, ShopifyReturns returns, ShopifyRefunds refunds)
    : Actor<RefundReturn>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(RefundReturn effect, EffectKey key, CancellationToken cancel)
    {
        if (await returns.FindAsync(effect.Return, cancel) is not { } back)
            return new Acted.Refused("Shopify knows no such return.");
        if (back.Status is "DECLINED" or "CANCELED")
            return new Acted.Refused($"The return is {back.Status.ToLowerInvariant()}.");
        var outcome = await returns.OutcomeAsync(back, cancel);
        if (outcome.Differs(effect.InsteadOf ?? effect.Paid) is { } why)
            return new Acted.Refused(why);

        var variables = new
        {
            key = key.AsUuid().ToString(),
            input = new
            {
                orderId = effect.Order,
                note = ShopifyNote.For(key, effect.Return),
                // Customers are written to by the helpdesk alone.
                notify = false,
                currency = effect.Paid.Currency,
                refundLineItems = Lines(back),
                transactions = outcome
                    .UpTo(effect.Paid)
                    .Payments.Select(payment => new
                    {
                        orderId = effect.Order,
                        parentId = payment.Parent,
                        kind = "REFUND",
                        gateway = payment.Gateway,
                        amount = payment.Paid.Plain(),
                    }),
            },
        };
        var answer = await shopify.MutateAsync(ShopifyDocument.RefundOrder, variables, cancel);
        return answer.IsRefused
            ? new Acted.Refused(answer.Words)
            : new Acted.Done(answer.Payload.GetProperty("refund").Text("id"));
    }

    /// <inheritdoc/>
    protected override Task<ReadBack> ReadBackAsync(RefundReturn effect, EffectKey key, CancellationToken cancel) =>
        refunds.FindAsync(effect.Order, key, effect.Paid, through: null, cancel);

    /// <summary>Two lines of a return may come from one line of the order.</summary>
    private static IEnumerable<object> Lines(ShopifyReturn back) =>
        back
            .Refundable.Where(line => line.Goods is not null)
            .GroupBy(line => line.Goods!.LineId, StringComparer.Ordinal)
            .Select(lines => new
            {
                lineItemId = lines.Key,
                quantity = lines.Sum(line => line.Refundable),
                restockType = "NO_RESTOCK",
            });
}
