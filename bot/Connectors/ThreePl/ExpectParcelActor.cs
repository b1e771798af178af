using System.Globalization;
using System.Net;
using OpsBot.Bot.Http;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// Tells ShipBob which goods will come back. The reference is its idempotency: a second return under it is refused, and the
/// first one is ours. developer.shipbob.com/guides/returns
/// </summary>
internal sealed class ExpectParcelActor(
    ShipBobClient shipBob,
    ShipBobReturns returns,
    ShipBobSkus skus,
    ThreePlOptions options
) : Actor<ExpectParcel>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(ExpectParcel effect, EffectKey key, CancellationToken cancel)
    {
        if (ParcelReference.Of(effect.Reference) is not { } reference)
            return new Acted.Refused($"'{effect.Reference}' cannot be a reference at ShipBob.");
        var inventory = new Dictionary<long, int>();
        foreach (var line in effect.Lines)
        {
            if (await skus.FindAsync(line.Sku, cancel) is not { } number)
                return new Acted.Refused($"ShipBob knows no SKU '{line.Sku}'.");
            // ShipBob takes each number once.
            inventory[number] = inventory.GetValueOrDefault(number) + line.Quantity;
        }

        var answer = await shipBob.PostAsync("return", Body(reference, inventory), cancel);
        return answer.Status == (int)HttpStatusCode.UnprocessableEntity
            ? await RefusedAsync(reference, answer, cancel)
            : new Acted.Done(Number(answer));
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(
        ExpectParcel effect,
        EffectKey key,
        CancellationToken cancel
    ) =>
        ParcelReference.Of(effect.Reference) is { } reference && await returns.FindAsync(reference, cancel) is { } found
            ? found.IsCancelled
                ? new ReadBack.DidNotTake($"return {found.Id} was cancelled")
                : new ReadBack.Took(found.Id)
            : new ReadBack.DidNotTake("no such return");

    /// <summary>It is there already, or ShipBob will not have it.</summary>
    private async Task<Acted> RefusedAsync(string reference, OutsideResponse answer, CancellationToken cancel)
    {
        var found = await returns.FindAsync(reference, cancel);
        if (found is { IsCancelled: false })
            return new Acted.Done(found.Id);
        skus.Forget();
        return new Acted.Refused(
            found is null
                ? answer.Words()
                : $"ShipBob has a cancelled return {found.Id} under {reference} and takes no second one."
        );
    }

    private object Body(string reference, Dictionary<long, int> inventory) =>
        new
        {
            fulfillment_center = new { id = options.FulfillmentCenterId },
            reference_id = reference,
            inventory = inventory.Select(item => new
            {
                id = item.Key,
                quantity = item.Value,
                requested_action = "Default",
            }),
        };

    private static string Number(OutsideResponse answer) =>
        answer.IsSuccess
            ? answer.Json(Safety.Write).Get("id") is { } id
                ? id.GetInt64().ToString(CultureInfo.InvariantCulture)
                : throw answer.Unclear(Safety.Write, "answered without a number for the return")
            : throw answer.Broken(answer.Words());
}
