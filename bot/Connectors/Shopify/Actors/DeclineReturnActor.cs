using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify.Actors;

/// <summary>Says no to a requested return. shopify.dev/docs/api/admin-graphql, returnDeclineRequest</summary>
internal sealed class DeclineReturnActor(ShopifyClient shopify, ShopifyReturns returns) : Actor<DeclineReturn>
{
    private const int LongestNote = 500;

    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(DeclineReturn effect, EffectKey key, CancellationToken cancel)
    {
        var variables = new
        {
            input = new
            {
                id = effect.Return,
                declineReason = Word(effect.Reason),
                declineNote = effect.Note is { Length: > LongestNote } note ? note[..LongestNote] : effect.Note,
                // Customers are written to by the helpdesk alone.
                notifyCustomer = false,
            },
        };
        var answer = await shopify.MutateAsync(ShopifyDocument.DeclineReturn, variables, cancel);
        if (answer.IsAlreadyPast && await ReadBackAsync(effect, key, cancel) is ReadBack.Took took)
            return new Acted.Done(took.Receipt);
        return answer.IsRefused ? new Acted.Refused(answer.Words) : new Acted.Done(effect.Return);
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(
        DeclineReturn effect,
        EffectKey key,
        CancellationToken cancel
    ) =>
        await returns.StatusAsync(effect.Return, cancel) switch
        {
            "DECLINED" => new ReadBack.Took(effect.Return),
            null => new ReadBack.DidNotTake("no such return"),
            var other => new ReadBack.DidNotTake($"the return is {other.ToLowerInvariant()}"),
        };

    private static string Word(DeclineReason reason) =>
        reason switch
        {
            DeclineReason.ReturnPeriodEnded => "RETURN_PERIOD_ENDED",
            DeclineReason.FinalSale => "FINAL_SALE",
            _ => "OTHER",
        };
}
