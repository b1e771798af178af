using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify.Actors;

/// <summary>
/// Attaches the shop's label to everything that comes back. Shopify copies the file and shows it under an address of its own,
/// so a label is known by being there. shopify.dev/docs/api/admin-graphql, reverseDeliveryCreateWithShipping
/// </summary>
internal sealed class AttachReturnLabelActor(ShopifyClient shopify) : Actor<AttachReturnLabel>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(AttachReturnLabel effect, EffectKey key, CancellationToken cancel)
    {
        if (await WaysBackAsync(effect, cancel) is not { Count: > 0 } ways)
            return new Acted.Refused("Shopify expects nothing back for this return: it is not approved.");

        foreach (var way in ways.Where(way => !HasLabel(way)))
        {
            var variables = new { order = way.Text("id"), label = new { fileUrl = effect.Label.AbsoluteUri } };
            var answer = await shopify.MutateAsync(ShopifyDocument.AttachLabel, variables, cancel);
            if (answer.IsRefused)
                return new Acted.Refused(answer.Words);
        }

        return new Acted.Done(effect.Label.AbsoluteUri);
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(
        AttachReturnLabel effect,
        EffectKey key,
        CancellationToken cancel
    ) =>
        await WaysBackAsync(effect, cancel) is { Count: > 0 } ways && ways.All(HasLabel)
            ? new ReadBack.Took(effect.Label.AbsoluteUri)
            : new ReadBack.DidNotTake("no label");

    private async Task<IReadOnlyList<JsonElement>> WaysBackAsync(AttachReturnLabel effect, CancellationToken cancel)
    {
        var data = await shopify.QueryAsync(ShopifyDocument.ReturnLabels, new { id = effect.Return }, cancel);
        return data.Get("return") is { } back
            ? [.. back.Nodes("reverseFulfillmentOrders").Where(way => way.Text("status") is not "CANCELED")]
            : [];
    }

    private static bool HasLabel(JsonElement way) =>
        way.Nodes("reverseDeliveries").Any(delivery => delivery.Get("deliverable")?.Get("label") is not null);
}
