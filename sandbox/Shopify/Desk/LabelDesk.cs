using System.Globalization;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>
/// Gives a return its parcel home. No lines means all lines.
/// https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/reverseDeliveryCreateWithShipping
/// </summary>
internal sealed class LabelDesk(Books books)
{
    private readonly Shop shop = books.Shop;

    internal LabelAnswer Attach(LabelWish wish)
    {
        if (shop.FindOf<ReverseOrder>(wish.ReverseOrderId, "ReverseFulfillmentOrder") is not { } reverse)
            return new(
                null,
                new UserError(["reverseFulfillmentOrderId"], "Reverse fulfillment order was not found.", "NOT_FOUND")
            );
        var refusals = Check(reverse, wish.Lines).ToList();
        if (refusals.Count > 0)
            return new(null, refusals);
        var delivery = shop.Add(
            new ReverseDelivery(shop.NextId())
            {
                ReverseOrder = reverse,
                CreatedAt = shop.Now,
                TrackingNumber = wish.TrackingNumber,
                TrackingUrl = wish.TrackingUrl,
                LabelUrl = wish.LabelUrl,
            }
        );
        foreach (var (id, quantity) in wish.Lines.Count > 0 ? wish.Lines : All(reverse))
            delivery.Lines.Add(
                new ReverseDeliveryLine(shop.NextId()) { Line = shop.Find<ReverseLine>(id)!, Quantity = quantity }
            );
        reverse.Deliveries.Add(delivery);
        books.Record("label attached", reverse.Return.Name, wish.TrackingNumber ?? "");
        books.Notifier.Tell("reverse_deliveries/attach_deliverable", () => ReturnPayloads.Label(shop, delivery));
        return new(delivery);
    }

    private IEnumerable<UserError> Check(ReverseOrder reverse, IReadOnlyList<(string Id, int Quantity)> lines)
    {
        Dictionary<string, int> asked = new(StringComparer.Ordinal);
        for (var index = 0; index < lines.Count; index++)
        {
            var (id, quantity) = lines[index];
            var at = index.ToString(CultureInfo.InvariantCulture);
            var line = shop.FindOf<ReverseLine>(id, "ReverseFulfillmentOrderLineItem");
            asked[id] = asked.GetValueOrDefault(id) + quantity;
            if (line is null || !reverse.Lines.Contains(line))
                yield return new(["reverseDeliveryLineItems", at, "reverseFulfillmentOrderLineItemId"], "must exist");
            else if (asked[id] > line.Quantity)
                yield return new(
                    ["reverseDeliveryLineItems", at, "quantity"],
                    "cannot deliver more items than are returned"
                );
        }
    }

    private static IReadOnlyList<(string Id, int Quantity)> All(ReverseOrder reverse) =>
        [.. reverse.Lines.Select(line => (line.Gid, line.Quantity))];
}

internal sealed record LabelWish(string ReverseOrderId, IReadOnlyList<(string Id, int Quantity)> Lines)
{
    internal string? TrackingNumber { get; init; }
    internal string? TrackingUrl { get; init; }
    internal string? LabelUrl { get; init; }
}
