using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Finds returns by comma-separated lists, newest first. https://developer.shipbob.com/api/returns/get-return-orders</summary>
internal static class ShipBobReturnSearch
{
    private static readonly Dictionary<string, Func<ShipBobReturn, IEnumerable<string>>> Fields = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Ids"] = made => [Plain(made.Id)],
        ["ReferenceIds"] = made => [made.ReferenceId],
        ["Status"] = made => [made.Status.ToString()],
        ["FulfillmentCenterIds"] = made => [Plain(made.Asked.CenterId)],
        ["TrackingNumbers"] = made => made.Asked.TrackingNumber is { } number ? [number] : [],
        ["OriginalShipmentIds"] = made => made.Asked.OriginalShipmentId is { } id ? [Plain(id)] : [],
        ["InventoryIds"] = made => made.Asked.Lines.Select(line => Plain(line.InventoryId)),
        ["ReturnTypes"] = _ => ["Regular"],
    };

    internal static IResult Answer(HttpRequest request, PretendShipBob shipBob, ShipBobJson json)
    {
        if (!ShipBobPage.TryRead(request, "Limit", out var page))
            return ShipBobReplies.BadRequest("Limit must be between 1 and 250, and Cursor a page number.");
        if (!Moment(request, "StartDate", out var from) || !Moment(request, "EndDate", out var to))
            return ShipBobReplies.BadRequest("StartDate and EndDate must be ISO 8601 dates.");

        var found = Candidates(request, shipBob).Where(made => made.AnnouncedAt >= (from ?? made.AnnouncedAt));
        found = found.Where(made => made.AnnouncedAt <= (to ?? made.AnnouncedAt));
        foreach (var (name, values) in Fields)
        {
            if (List(request, name) is { Count: > 0 } wanted)
                found = found.Where(made => values(made).Any(wanted.Contains));
        }

        var ascending = string.Equals(request.Query["SortOrder"], "Asc", StringComparison.OrdinalIgnoreCase);
        var ordered = ascending ? found.OrderBy(made => made.Id) : found.OrderByDescending(made => made.Id);
        return Results.Json(page.Write([.. ordered], request, made => (JsonNode)json.Full(made)));
    }

    private static IEnumerable<ShipBobReturn> Candidates(HttpRequest request, PretendShipBob shipBob) =>
        List(request, "ReferenceIds") is { Count: > 0 } references
            ? references.Select(shipBob.Find).OfType<ShipBobReturn>()
            : shipBob.All();

    private static HashSet<string> List(HttpRequest request, string name) =>
        request
            .Query[name]
            .ToString()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);

    private static bool Moment(HttpRequest request, string name, out DateTimeOffset? moment)
    {
        var text = request.Query[name].ToString();
        var read = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        );
        moment = read ? at : null;
        return read || text.Length == 0;
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
