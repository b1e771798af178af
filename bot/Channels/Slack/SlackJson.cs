using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Reads and writes Slack's JSON.</summary>
internal static class SlackJson
{
    private static readonly JsonSerializerOptions AsIs = new()
    {
        // Six bytes for every letter outside ASCII would halve what fits on a card.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write(JsonNode node) => node.ToJsonString(AsIs);

    /// <summary>The object in a text; nothing where it holds none.</summary>
    internal static JsonElement? Object(string? text)
    {
        try
        {
            return
                text is not null
                && JsonSerializer.Deserialize<JsonElement>(text) is { ValueKind: JsonValueKind.Object } found
                ? found
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string at a path of names; nothing where there is none.</summary>
    internal static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
    }
}
