using System.Text.Json;

namespace OpsBot.Sandbox.Slack;

/// <summary>Reading JSON that somebody else wrote: absent, null and wrong kinds are all "not there".</summary>
internal static class Json
{
    internal static JsonElement EmptyList { get; } = JsonSerializer.SerializeToElement(Array.Empty<object>());

    internal static bool Has(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null;

    internal static string? Text(this JsonElement element, string name) =>
        element.Has(name) && element.GetProperty(name) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()
            : null;

    internal static bool Flag(this JsonElement element, string name) =>
        element.Has(name) && element.GetProperty(name).ValueKind == JsonValueKind.True;

    internal static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.Has(name) && element.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
            : [];

    internal static JsonElement? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
