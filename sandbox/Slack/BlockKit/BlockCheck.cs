using System.Text.Json;
using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>
/// Says what Slack would refuse in a message or a view: each line is a reason and a JSON pointer, as in
/// <c>no more than 10 items allowed [json-pointer:/blocks/3/fields]</c>. Empty means accepted.
/// </summary>
internal static class BlockCheck
{
    /// <summary>Blocks of a message: 50 at most.</summary>
    internal static IReadOnlyList<string> Message(JsonElement blocks)
    {
        var at = new Spot("/blocks", []);
        BeList(Blocks.Any, max: 50, min: 0)(blocks, at);
        if (at.Found.Count == 0)
            LookForDoubledIds(blocks, at);
        return at.Found;
    }

    /// <summary>A modal or a home view: 100 blocks at most, and what a view needs around them.</summary>
    internal static IReadOnlyList<string> View(JsonElement view)
    {
        var at = new Spot("/view", []);
        Views.Any(view, at);
        if (at.Found.Count > 0)
            return at.Found;
        var blocks = view.GetProperty("blocks");
        LookForDoubledIds(blocks, at.In("blocks"));
        if (Elements(blocks).Count(element => element.Flag("focus_on_load")) > 1)
            at.Refuse("only one element may have focus_on_load");
        return at.Found;
    }

    /// <summary>Everything in a block that a person can use or fill in.</summary>
    internal static IEnumerable<JsonElement> ElementsOf(JsonElement block) =>
        block.Text("type") switch
        {
            "actions" => block.List("elements"),
            "section" when block.Has("accessory") => [block.GetProperty("accessory")],
            "input" when block.Has("element") => [block.GetProperty("element")],
            _ => [],
        };

    private static IEnumerable<JsonElement> Elements(JsonElement blocks) =>
        blocks.EnumerateArray().SelectMany(ElementsOf);

    private static void LookForDoubledIds(JsonElement blocks, Spot at)
    {
        var blockIds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, block) in blocks.EnumerateArray().Index())
        {
            if (block.Text("block_id") is { } blockId && !blockIds.Add(blockId))
                at.In(index).In("block_id").Refuse($"`block_id` already exists: {blockId}");
            var actionIds = new HashSet<string>(StringComparer.Ordinal);
            foreach (var actionId in ElementsOf(block).Select(element => element.Text("action_id")).OfType<string>())
            {
                if (!actionIds.Add(actionId))
                    at.In(index).Refuse($"`action_id` already exists for `block_id`: {actionId}");
            }
        }
    }
}
