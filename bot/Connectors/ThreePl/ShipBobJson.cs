using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>Reads what ShipBob writes: lists in pages, and refusals in three shapes.</summary>
internal static class ShipBobJson
{
    /// <summary>A field; nothing where it is absent or null, or where this is no object.</summary>
    internal static JsonElement? Get(this JsonElement json, string field) =>
        json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty(field, out var value)
        && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    internal static string? Text(this JsonElement json, string field) =>
        json.Get(field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static bool Flag(this JsonElement json, string field) =>
        json.Get(field) is { ValueKind: JsonValueKind.True };

    /// <summary>A number; 0 where it is absent.</summary>
    internal static int Count(this JsonElement json, string field) =>
        json.Get(field) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : 0;

    /// <summary>The things in a list, by default those on a page; none where there is none.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement json, string field = "items") =>
        json.Get(field) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>
    /// The query of the next page; nothing where this is the last. Only the query: where a list goes on is no reason to send the
    /// token to another host.
    /// </summary>
    internal static string? NextQuery(this JsonElement json) =>
        json.Text("next") is { } next && next.IndexOf('?', StringComparison.Ordinal) is var at and >= 0
            ? next[at..]
            : null;

    /// <summary>Why ShipBob turned a call away, in its own words.</summary>
    internal static string Words(this OutsideResponse answer)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(answer.Body);
            return json.Text("message") // the returns service, and the gateway
                ?? json.Text("detail") // problem details
                ?? json.Get("value")?.ToString() // the webhook service
                ?? "no reason given";
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }
}
