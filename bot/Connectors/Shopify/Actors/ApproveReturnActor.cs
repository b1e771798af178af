using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify.Actors;

/// <summary>
/// Says yes to a requested return. Moves no money. shopify.dev/docs/api/admin-graphql, returnApproveRequest
/// </summary>
internal sealed class ApproveReturnActor(ShopifyClient shopify, ShopifyReturns returns) : Actor<ApproveReturn>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(ApproveReturn effect, EffectKey key, CancellationToken cancel)
    {
        // Customers are written to by the helpdesk alone.
        var variables = new { input = new { id = effect.Return, notifyCustomer = false } };
        var answer = await shopify.MutateAsync(ShopifyDocument.ApproveReturn, variables, cancel);
        if (answer.IsAlreadyPast && await ReadBackAsync(effect, key, cancel) is ReadBack.Took took)
            return new Acted.Done(took.Receipt);
        return answer.IsRefused ? new Acted.Refused(answer.Words) : new Acted.Done(effect.Return);
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(
        ApproveReturn effect,
        EffectKey key,
        CancellationToken cancel
    ) =>
        await returns.StatusAsync(effect.Return, cancel) switch
        {
            "OPEN" or "CLOSED" => new ReadBack.Took(effect.Return),
            null => new ReadBack.DidNotTake("no such return"),
            var other => new ReadBack.DidNotTake($"the return is {other.ToLowerInvariant()}"),
        };
}
