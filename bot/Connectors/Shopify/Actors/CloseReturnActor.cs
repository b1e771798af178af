using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify.Actors;

/// <summary>Finishes a return. shopify.dev/docs/api/admin-graphql, returnClose</summary>
internal sealed class CloseReturnActor(ShopifyClient shopify, ShopifyReturns returns) : Actor<CloseReturn>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(CloseReturn effect, EffectKey key, CancellationToken cancel)
    {
        var answer = await shopify.MutateAsync(ShopifyDocument.CloseReturn, new { id = effect.Return }, cancel);
        if (answer.IsAlreadyPast && await ReadBackAsync(effect, key, cancel) is ReadBack.Took took)
            return new Acted.Done(took.Receipt);
        return answer.IsRefused ? new Acted.Refused(answer.Words) : new Acted.Done(effect.Return);
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(
        CloseReturn effect,
        EffectKey key,
        CancellationToken cancel
    ) =>
        await returns.StatusAsync(effect.Return, cancel) switch
        {
            "CLOSED" => new ReadBack.Took(effect.Return),
            null => new ReadBack.DidNotTake("no such return"),
            var other => new ReadBack.DidNotTake($"the return is {other.ToLowerInvariant()}"),
        };
}
