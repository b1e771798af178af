using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>Reading cards that somebody else wrote: absent, null and wrong kinds are all "not there".</summary>
internal static class CardJson
{
    internal static string? Text(this JsonNode? node, string name) =>
        node is JsonObject of && of[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String
            ? value.GetValue<string>()
            : null;

    internal static bool Flag(this JsonNode? node, string name) =>
        node is JsonObject of && of[name] is JsonValue value && value.GetValueKind() is JsonValueKind.True;

    internal static decimal? Number(this JsonNode? node, string name) =>
        node is JsonObject of
        && of[name] is JsonValue value
        && value.GetValueKind() is JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
