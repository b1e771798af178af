using System.Globalization;
using System.Text.Json;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>Reads the returns ShipBob was told to expect. developer.shipbob.com/api/returns/get-return-orders</summary>
internal sealed class ShipBobReturns(ShipBobClient shipBob)
{
    private const string Restock = "Restock";

    /// <summary>The return under a reference; nothing where there is none.</summary>
    /// <exception cref="OutsideException">ShipBob could not be read.</exception>
    internal async Task<ShipBobReturn?> FindAsync(string reference, CancellationToken cancel)
    {
        var page = await shipBob.GetAsync($"return?ReferenceIds={Uri.EscapeDataString(reference)}", cancel);
        // Another parcel's arrival must not be taken for this one's, whatever the search thinks alike.
        return page.Items().Where(item => item.Text("reference_id") == reference).Select(Read).FirstOrDefault();
    }

    private static ShipBobReturn Read(JsonElement item) =>
        new(
            item.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture),
            item.Text("status") ?? "without a status"
        )
        {
            Announced = item.Items("inventory").Sum(line => line.Count("quantity")),
            Processed = Taken(item).Sum(action => action.Count("quantity_processed")),
            Restocked = Taken(item)
                .Where(action => action.Text("action") is Restock)
                .Sum(action => action.Count("quantity_processed")),
        };

    private static IEnumerable<JsonElement> Taken(JsonElement item) =>
        item.Items("inventory").SelectMany(line => line.Items("action_taken"));
}

/// <summary>A return at ShipBob.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Status">Where it is, in ShipBob's word.</param>
internal sealed record ShipBobReturn(string Id, string Status)
{
    /// <summary>Pieces it was told to expect.</summary>
    internal int Announced { get; init; }

    /// <summary>Pieces that came and were dealt with.</summary>
    internal int Processed { get; init; }

    /// <summary>Of these, those that were put back on the shelf.</summary>
    internal int Restocked { get; init; }

    /// <summary>Somebody called it off; its reference is used up all the same.</summary>
    internal bool IsCancelled => ShipBobStatus.Is(Status, ShipBobStatus.Cancelled);
}
