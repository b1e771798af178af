using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>What lies where, and through which channel to write. https://developer.shipbob.com/api/inventory/get-all-inventories</summary>
internal static class ShipBobStockEndpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/inventory", Search);
        api.MapGet("/inventory/{id:long}", Get);
        api.MapGet(
            "/fulfillment-center",
            (PretendShipBobOptions options) =>
                Results.Json(new JsonArray([.. options.Centers.Select(ShipBobJson.Center)]))
        );
        api.MapGet(
            "/channel",
            (ShipBobJson json) =>
                Results.Json(
                    new JsonObject
                    {
                        ["items"] = json.Channels(),
                        ["next"] = null,
                        ["prev"] = null,
                    }
                )
        );
    }

    private static IResult Search(HttpRequest request, PretendShipBobOptions options)
    {
        if (!ShipBobPage.TryRead(request, "PageSize", out var page))
            return ShipBobReplies.BadRequest("PageSize must be between 1 and 250.");
        if (!Flag(request, "IsActive", out var active) || !Flag(request, "IsDigital", out var digital))
            return ShipBobReplies.BadRequest("IsActive and IsDigital must be true or false.");

        var words = request.Query["SearchBy"].ToString();
        var ids = request.Query["InventoryIds"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var found = options.Inventory.Where(item =>
            (words.Length == 0 || Matches(item, words))
            && (ids.Length == 0 || ids.Contains(Plain(item.Id), StringComparer.Ordinal))
            && (active is null || item.IsActive == active)
            && (digital is null || item.IsDigital == digital)
        );
        return Results.Json(page.Write([.. found], request, item => (JsonNode)ShipBobJson.Item(item)));
    }

    /// <summary>An id matches whole, a name or SKU in part: a caller has to compare the SKU itself.</summary>
    private static bool Matches(ShipBobItem item, string words) =>
        Plain(item.Id) == words
        || item.Sku.Contains(words, StringComparison.OrdinalIgnoreCase)
        || item.Name.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static IResult Get(long id, PretendShipBobOptions options) =>
        options.Inventory.FirstOrDefault(item => item.Id == id) is { } item
            ? Results.Json(ShipBobJson.Item(item))
            : ShipBobReplies.NotFound($"Inventory {id}");

    private static bool Flag(HttpRequest request, string name, out bool? flag)
    {
        var text = request.Query[name].ToString();
        var read = bool.TryParse(text, out var value);
        flag = read ? value : null;
        return read || text.Length == 0;
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
