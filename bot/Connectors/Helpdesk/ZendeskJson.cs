using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>Reads what Zendesk writes.</summary>
internal static class ZendeskJson
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

    /// <summary>The items of a list; none where it is absent.</summary>
    internal static IEnumerable<JsonElement> List(this JsonElement json, string field) =>
        json.Get(field) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>
    /// Why Zendesk turned a call away: the descriptions of what is wrong, or the name of the error. Some answers are plain text.
    /// developer.zendesk.com/api-reference/introduction/requests
    /// </summary>
    internal static string Words(this OutsideResponse answer)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(answer.Body);
            var details = json.Get("details") is { ValueKind: JsonValueKind.Object } fields
                ? fields.EnumerateObject().SelectMany(field => Descriptions(field.Value))
                : [];
            return string.Join("; ", details) is { Length: > 0 } all
                ? all
                : json.Text("description")
                    ?? json.Text("error")
                    ?? json.Get("error")?.Text("message")
                    ?? "no reason given";
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }

    private static IEnumerable<string> Descriptions(JsonElement list) =>
        list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Select(item => item.Text("description")).OfType<string>()
            : [];
}
