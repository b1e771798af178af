using System.Text.Json;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Reads request bodies as strictly as the published schema: types, lengths, required fields.</summary>
internal static class ShipBobRequests
{
    private const int LongestReference = 50;
    private const int LongestTracking = 500;

    /// <summary>The request, or what is wrong with its shape.</summary>
    internal static (ShipBobReturnRequest? Request, string? Wrong) ReadReturn(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            return (null, "A non-empty request body is required.");
        if (
            !Has(body, "fulfillment_center", JsonValueKind.Object, out var center)
            || !Int(center, "id", out var centerId)
        )
            return (null, "The fulfillment_center.id field is required and must be an integer.");
        if (Text(body, "reference_id") is not { Length: >= 1 and <= LongestReference } reference)
            return (null, "The field reference_id must be a string with a length between 1 and 50.");
        if (!OptionalText(body, "tracking_number", LongestTracking, out var tracking))
            return (null, "The field tracking_number must be a string with a maximum length of 500.");
        if (!OptionalLong(body, "original_shipment_id", out var shipment))
            return (null, "The field original_shipment_id must be an integer.");
        if (!Has(body, "inventory", JsonValueKind.Array, out var inventory) || inventory.GetArrayLength() == 0)
            return (null, "The inventory field is required and must hold at least one item.");

        var lines = new List<ShipBobReturnLine>();
        foreach (var item in inventory.EnumerateArray())
        {
            if (ReadLine(item) is not { } line)
                return (
                    null,
                    "Each inventory item needs an integer id, a quantity of at least 1 and a requested_action."
                );
            lines.Add(line);
        }

        return (new ShipBobReturnRequest((int)centerId, reference, lines, tracking, shipment), null);
    }

    internal static string? Text(JsonElement body, string name) =>
        Has(body, name, JsonValueKind.String, out var value) ? value.GetString() : null;

    internal static bool Has(JsonElement body, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return body.ValueKind is JsonValueKind.Object
            && body.TryGetProperty(name, out value)
            && value.ValueKind == kind;
    }

    private static ShipBobReturnLine? ReadLine(JsonElement item) =>
        Int(item, "id", out var id)
        && Int(item, "quantity", out var quantity)
        && quantity is >= 1 and <= int.MaxValue
        && Enum.TryParse<ShipBobAction>(Text(item, "requested_action"), out var action)
        && Enum.IsDefined(action)
            ? new ShipBobReturnLine(id, (int)quantity, action)
            : null;

    private static bool Int(JsonElement body, string name, out long number)
    {
        number = 0;
        return Has(body, name, JsonValueKind.Number, out var value) && value.TryGetInt64(out number);
    }

    private static bool OptionalLong(JsonElement body, string name, out long? number)
    {
        number = null;
        if (IsAbsent(body, name))
            return true;
        var fits = Int(body, name, out var read);
        number = read;
        return fits;
    }

    private static bool OptionalText(JsonElement body, string name, int longest, out string? text)
    {
        text = Text(body, name);
        return IsAbsent(body, name) || text?.Length <= longest;
    }

    private static bool IsAbsent(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null;
}
