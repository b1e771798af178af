using System.Collections.Concurrent;
using System.Text.Json;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// Finds what ShipBob calls a SKU: a number of its inventory. Found ones are remembered; one that is not known is asked for each
/// time, since it may have been added. developer.shipbob.com/api/inventory/get-all-inventories
/// </summary>
internal sealed class ShipBobSkus(ShipBobClient shipBob)
{
    private readonly ConcurrentDictionary<string, long> known = new(StringComparer.Ordinal);

    /// <summary>The inventory number of a SKU; nothing where ShipBob knows no such SKU.</summary>
    /// <exception cref="OutsideException">ShipBob could not be read.</exception>
    internal async Task<long?> FindAsync(string sku, CancellationToken cancel)
    {
        if (known.TryGetValue(sku, out var remembered))
            return remembered;
        var items = await shipBob.ListAsync("inventory", $"?SearchBy={Uri.EscapeDataString(sku)}&PageSize=250", cancel);
        // The search finds parts of names too. A SKU may be there twice: what lies on a shelf goes before what does not.
        var found = items
            .Where(item => item.Text("sku") == sku)
            .OrderBy(item => CanComeBack(item) ? 0 : 1)
            .Select(item => item.GetProperty("inventory_id").GetInt64())
            .Cast<long?>()
            .FirstOrDefault();
        if (found is { } number)
            known[sku] = number;
        return found;
    }

    /// <summary>ShipBob refused a number: all of them are asked for again.</summary>
    internal void Forget() => known.Clear();

    private static bool CanComeBack(JsonElement item) =>
        item.Get("variant") is not { } variant
        || (variant.Flag("is_active") && !variant.Flag("is_digital") && !variant.Flag("is_bundle"));
}
