using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>Gives blocks and elements the ids their author left out, as Slack does on arrival.</summary>
internal static class BlockIds
{
    internal static JsonElement Fill(JsonElement blocks)
    {
        var filled = new JsonArray();
        var number = 0;
        foreach (var block in blocks.EnumerateArray().Select(block => JsonObject.Create(block)!))
        {
            block["block_id"] ??= Next(ref number);
            foreach (var element in InteractiveParts(block))
                element["action_id"] ??= Next(ref number);
            filled.Add(block);
        }

        return JsonSerializer.SerializeToElement(filled);
    }

    private static IEnumerable<JsonObject> InteractiveParts(JsonObject block)
    {
        JsonNode?[] parts = block["type"]!.GetValue<string>() switch
        {
            "actions" => [.. block["elements"]!.AsArray()],
            "section" => [block["accessory"]],
            "input" => [block["element"]],
            _ => [],
        };
        return parts.OfType<JsonObject>().Where(part => part["type"]!.GetValue<string>() != "image");
    }

    private static string Next(ref int number) => string.Create(CultureInfo.InvariantCulture, $"auto{++number:x3}");
}
