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
            FillIn(block, ref number);
            foreach (var child in block["child_blocks"] as JsonArray ?? [])
                FillIn((JsonObject)child!, ref number);
            filled.Add(block);
        }

        return JsonSerializer.SerializeToElement(filled);
    }

    private static void FillIn(JsonObject block, ref int number)
    {
        block["block_id"] ??= Next(ref number);
        foreach (var element in InteractiveParts(block))
            element["action_id"] ??= Next(ref number);
    }

    private static IEnumerable<JsonObject> InteractiveParts(JsonObject block)
    {
        JsonNode?[] parts = block["type"]!.GetValue<string>() switch
        {
            "actions" or "context_actions" => [.. block["elements"]!.AsArray()],
            "card" => [.. block["actions"] as JsonArray ?? []],
            "section" => [block["accessory"]],
            "input" => [block["element"]],
            _ => [],
        };
        return parts.OfType<JsonObject>().Where(part => part["type"]!.GetValue<string>() != "image");
    }

    private static string Next(ref int number) => string.Create(CultureInfo.InvariantCulture, $"auto{++number:x3}");
}
