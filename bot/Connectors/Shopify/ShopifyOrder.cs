using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Reads the order a return belongs to.</summary>
internal static class ShopifyOrder
{
    internal static ReturnedOrder Read(JsonElement order, ShopifyReturn back, Uri link)
    {
        var createdAt = order.Time("createdAt")!.Value;
        return new ReturnedOrder(order.Text("id"), order.Text("name"), createdAt, order.ShopMoney("totalReceivedSet"))
        {
            CancelledAt = order.Time("cancelledAt"),
            IsTest = order.Flag("test"),
            Tags = order.Texts("tags"),
            ProductTags =
            [
                .. back.Lines.SelectMany(line => line.Goods?.Tags ?? []).Distinct(StringComparer.OrdinalIgnoreCase),
            ],
            Refunded = order.ShopMoney("totalRefundedSet"),
            WindowStart = Window(order, back) ?? new WindowStart(createdAt, WindowSource.Ordered),
            // A lost dispute is not open any more, but its money is gone already: giving it back again would pay twice.
            HasOpenDispute = order.List("disputes").Any(dispute => dispute.Text("status") is not "WON"),
            Risk = Risk(order.Get("risk")?.TextOrNull("recommendation")),
            Link = link,
        };
    }

    /// <summary>
    /// The last parcel that held any of the goods decides: where it was delivered, else when it left. Parcels that cannot be
    /// told apart count alike.
    /// </summary>
    private static WindowStart? Window(JsonElement order, ShopifyReturn back)
    {
        var wanted = back.Lines.Select(line => line.Goods?.SentId).ToHashSet(StringComparer.Ordinal);
        var sent = order.List("fulfillments").Where(parcel => parcel.TextOrNull("status") is not "CANCELLED").ToList();
        var holding = sent.FindAll(parcel =>
            parcel.Nodes("fulfillmentLineItems").Any(line => wanted.Contains(line.Text("id")))
        );
        return (holding.Count > 0 ? holding : sent)
            .Select(parcel =>
                parcel.Time("deliveredAt") is { } delivered
                    ? new WindowStart(delivered, WindowSource.Delivered)
                    : new WindowStart(parcel.Time("createdAt")!.Value, WindowSource.Fulfilled)
            )
            .MaxBy(start => start.At);
    }

    private static RiskLevel Risk(string? recommendation) =>
        recommendation switch
        {
            "ACCEPT" => RiskLevel.Low,
            "INVESTIGATE" => RiskLevel.Medium,
            "CANCEL" => RiskLevel.High,
            _ => RiskLevel.Unknown,
        };
}
