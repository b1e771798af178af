using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify.Actors;

/// <summary>
/// Tags an order. Adding a tag that is there does nothing, whatever its case. shopify.dev/docs/api/admin-graphql, tagsAdd
/// </summary>
internal sealed class TagOrderActor(ShopifyClient shopify) : Actor<TagOrder>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(TagOrder effect, EffectKey key, CancellationToken cancel)
    {
        var variables = new { id = effect.Order, tags = new[] { effect.Tag } };
        var answer = await shopify.MutateAsync(ShopifyDocument.TagOrder, variables, cancel);
        return answer.IsRefused ? new Acted.Refused(answer.Words) : new Acted.Done(effect.Tag);
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(TagOrder effect, EffectKey key, CancellationToken cancel)
    {
        var data = await shopify.QueryAsync(ShopifyDocument.OrderTags, new { id = effect.Order }, cancel);
        if (data.Get("order") is not { } order)
            return new ReadBack.DidNotTake("no such order");
        return order.Texts("tags").Contains(effect.Tag, StringComparer.OrdinalIgnoreCase)
            ? new ReadBack.Took(effect.Tag)
            : new ReadBack.DidNotTake("the tag is not on the order");
    }
}
