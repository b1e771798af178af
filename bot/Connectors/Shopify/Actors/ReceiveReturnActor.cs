using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify.Actors;

/// <summary>
/// Takes goods back into stock, with or without giving money back. Shopify has no key against doing this twice: what is
/// already counted or refunded is left out, and the quantities tell afterwards what happened.
/// shopify.dev/docs/api/admin-graphql, returnProcess
/// </summary>
internal sealed class ReceiveReturnActor(
    ShopifyClient shopify,
    ShopifyReturns returns,
    ShopifyRefunds refunds,
    ShopifyShelves shelves
) : Actor<ReceiveReturn>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(ReceiveReturn effect, EffectKey key, CancellationToken cancel)
    {
        if (await returns.FindAsync(effect.Return, cancel) is not { } back)
            return new Acted.Refused("Shopify knows no such return.");
        var money = await MoneyAsync(effect, key, cancel);
        if (IsCounted(back))
            return money is ReadBack.Took took
                ? new Acted.Done(took.Receipt)
                : new Acted.Refused("The goods were counted already, but the money was not given back with them.");
        var payments = money is ReadBack.Took ? ShopifyOutcome.Nothing : await returns.OutcomeAsync(back, cancel);
        if (money is ReadBack.DidNotTake && effect.RefundPaid is { } due)
        {
            if (payments.Differs(effect.InsteadOf ?? due) is { } why)
                return new Acted.Refused(why);
            payments = payments.UpTo(due);
        }

        if (await shelves.PlaceAsync(back, cancel) is not { } placed)
            return new Acted.Refused(
                "Shopify does not say where some of the goods were sent from: put them away there."
            );

        var answer = await shopify.MutateAsync(
            ShopifyDocument.ProcessReturn,
            Variables(effect, key, placed, payments),
            cancel
        );
        return answer.IsRefused ? new Acted.Refused(answer.Words) : new Acted.Done(effect.Return);
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(ReceiveReturn effect, EffectKey key, CancellationToken cancel)
    {
        if (await returns.FindAsync(effect.Return, cancel) is not { } back)
            return new ReadBack.DidNotTake("no such return");
        return IsCounted(back)
            ? await MoneyAsync(effect, key, cancel)
            : new ReadBack.DidNotTake("goods that are not counted yet");
    }

    /// <summary>The money that belongs to it is given back; also where none does.</summary>
    private async Task<ReadBack> MoneyAsync(ReceiveReturn effect, EffectKey key, CancellationToken cancel) =>
        effect.RefundPaid is { } due
            ? await refunds.FindAsync(effect.Order, key, due, (effect.Return, effect.EarlierRefunds), cancel)
            : new ReadBack.Took(effect.Return);

    private static bool IsCounted(ShopifyReturn back) => back.Lines.All(line => line.Processed >= line.Quantity);

    private static object Variables(
        ReceiveReturn effect,
        EffectKey key,
        IReadOnlyList<ShopifyPlacedLine> placed,
        ShopifyOutcome payments
    ) =>
        new
        {
            input = new
            {
                returnId = effect.Return,
                note = ShopifyNote.For(key, effect.Return),
                // Customers are written to by the helpdesk alone.
                notifyCustomer = false,
                returnLineItems = placed.Select(line => new
                {
                    id = line.Id,
                    quantity = line.Quantity,
                    dispositions = line.Places.Select(place => new
                    {
                        reverseFulfillmentOrderLineItemId = place.Line,
                        quantity = place.Quantity,
                        locationId = place.Location,
                        dispositionType = effect.IntoStock && place.Location is not null
                            ? "RESTOCKED"
                            : "NOT_RESTOCKED",
                    }),
                }),
                financialTransfer = payments.Payments.Count == 0 ? null : Transfer(payments),
            },
        };

    private static object Transfer(ShopifyOutcome payments) =>
        new
        {
            issueRefund = new
            {
                orderTransactions = payments.Payments.Select(payment => new
                {
                    parentId = payment.Parent,
                    transactionAmount = new { amount = payment.Paid.Plain(), currencyCode = payment.Paid.Currency },
                }),
            },
        };
}
