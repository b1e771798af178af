using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>Reads and writes the JSON of Teams.</summary>
internal static class TeamsJson
{
    private static readonly JsonSerializerOptions AsIs = new()
    {
        // Six bytes for every letter outside ASCII would halve what fits on a card.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A name given twice could mean one thing to a check and another to who acts on it.</summary>
    private static readonly JsonSerializerOptions NamesOnce = new() { AllowDuplicateProperties = false };

    internal static string Write(JsonNode node) => node.ToJsonString(AsIs);

    /// <summary>The object in a body; nothing where it holds none.</summary>
    internal static JsonElement? Object(ReadOnlySpan<byte> body)
    {
        try
        {
            return
                Utf8.IsValid(body)
                && JsonSerializer.Deserialize<JsonElement>(body, NamesOnce) is { ValueKind: JsonValueKind.Object } found
                ? found
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is at a path of names; an undefined element where there is nothing.</summary>
    internal static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return default;
        }

        return element;
    }

    /// <summary>A string at a path of names; nothing where there is none.</summary>
    internal static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        if (element.At(path) is not { ValueKind: JsonValueKind.String } found)
            return null;
        try
        {
            return found.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a character, which is no text.
            return null;
        }
    }

    /// <summary>The elements of a list; none where it is no list.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? element.EnumerateArray() : [];
}
