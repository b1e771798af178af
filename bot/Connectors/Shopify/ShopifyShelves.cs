using System.Text.Json;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Works out where goods that came back are put: into stock at the place they were sent from.</summary>
internal sealed class ShopifyShelves(ShopifyClient shopify)
{
    /// <summary>
    /// Where each piece that is still to be counted goes; nothing where Shopify does not say where some came from, or lists
    /// more than one answer holds.
    /// </summary>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<IReadOnlyList<ShopifyPlacedLine>?> PlaceAsync(ShopifyReturn back, CancellationToken cancel)
    {
        var data = await shopify.QueryAsync(ShopifyDocument.ReturnParcels, new { id = back.Id }, cancel);
        var read = data.GetProperty("return");
        var orders = read.Nodes("reverseFulfillmentOrders");
        if (orders.Any(order => order.GetProperty("lineItems").GetProperty("pageInfo").Flag("hasNextPage")))
            return null;

        var origins = Origins(read.GetProperty("order"));
        var expected = orders.SelectMany(order => order.Nodes("lineItems")).Select(Expected.Read).ToList();
        List<ShopifyPlacedLine> placed = [];
        foreach (var line in back.Lines.Where(line => line.Processable > 0))
        {
            var origin = line.Goods is { } goods ? origins.GetValueOrDefault(goods.SentId) : null;
            if (line.Goods is { Restockable: true } && origin is null)
                return null;
            var shelf = line.Goods is { Restockable: true } ? origin : null;
            placed.Add(new ShopifyPlacedLine(line.Id, line.Processable, [.. Places(line, shelf, expected)]));
        }

        return placed;
    }

    /// <summary>Takes from what is expected and not yet put anywhere; lines never matched with the order are only counted.</summary>
    private static IEnumerable<ShopifyPlace> Places(ShopifyReturnLine line, string? shelf, List<Expected> expected)
    {
        var left = line.Goods is null ? 0 : line.Processable;
        foreach (var each in expected.Where(each => each.SentId == line.Goods?.SentId))
        {
            var taken = Math.Min(left, each.Left);
            if (taken <= 0)
                continue;
            left -= taken;
            each.Left -= taken;
            yield return new ShopifyPlace(each.Id, taken, shelf);
        }
    }

    private static Dictionary<string, string> Origins(JsonElement order)
    {
        Dictionary<string, string> origins = new(StringComparer.Ordinal);
        foreach (var parcel in order.List("fulfillments"))
        {
            if (parcel.Get("location")?.TextOrNull("id") is not { } location)
                continue;
            foreach (var line in parcel.Nodes("fulfillmentLineItems"))
                origins[line.Text("id")] = location;
        }

        return origins;
    }

    /// <summary>Goods on their way back that are not yet put anywhere.</summary>
    private sealed class Expected(string id, string? sentId, int left)
    {
        internal string Id => id;
        internal string? SentId => sentId;
        internal int Left { get; set; } = left;

        internal static Expected Read(JsonElement line) =>
            new(
                line.Text("id"),
                line.Get("fulfillmentLineItem")?.Text("id"),
                line.Number("totalQuantity") - line.List("dispositions").Sum(put => put.Number("quantity"))
            );
    }
}

/// <summary>One line of a return and where its pieces go.</summary>
internal sealed record ShopifyPlacedLine(string Id, int Quantity, IReadOnlyList<ShopifyPlace> Places);

/// <summary>Pieces that go to one place.</summary>
/// <param name="Line">What was expected back, as Shopify knows it.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Location">The place whose stock they go into; nothing where they cannot go into any.</param>
internal sealed record ShopifyPlace(string Line, int Quantity, string? Location);
