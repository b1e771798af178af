using System.Text.Json;
using static OpsBot.Sandbox.Slack.BlockKit.Must;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>
/// Says what Slack would refuse in a message or a view: each line is a reason and a JSON pointer, as in
/// <c>no more than 10 items allowed [json-pointer:/blocks/3/fields]</c>. Empty means accepted.
/// </summary>
internal static class BlockCheck
{
    /// <summary>Slack refuses a second table with an error of its own.</summary>
    internal const string OnlyOneTable = "only_one_table_allowed";

    private const int MaxMarkdown = 12_000;

    /// <summary>Blocks of a message: 50 at most.</summary>
    internal static IReadOnlyList<string> Message(JsonElement blocks)
    {
        var at = new Spot("/blocks", []);
        BeList(Blocks.InMessage, max: 50, min: 0)(blocks, at);
        if (at.Found.Count > 0)
            return at.Found;
        LookForDoubledIds(blocks, at);
        var words = Flat(blocks)
            .Where(block => block.Text("type") == "markdown")
            .Sum(block => block.Text("text")!.Length);
        if (words > MaxMarkdown)
            at.Refuse($"markdown blocks must be less than {MaxMarkdown + 1} characters together");
        if (Flat(blocks).Count(block => block.Text("type") == "table") > 1)
            at.Refuse(OnlyOneTable);
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
            "actions" or "context_actions" => block.List("elements"),
            "card" => block.List("actions"),
            "section" when block.Has("accessory") => [block.GetProperty("accessory")],
            "input" when block.Has("element") => [block.GetProperty("element")],
            _ => [],
        };

    /// <summary>All blocks, and behind each container the blocks in it.</summary>
    internal static IEnumerable<JsonElement> Flat(JsonElement blocks) =>
        blocks.EnumerateArray().SelectMany(block => block.List("child_blocks").Prepend(block));

    private static IEnumerable<JsonElement> Elements(JsonElement blocks) => Flat(blocks).SelectMany(ElementsOf);

    private static void LookForDoubledIds(JsonElement blocks, Spot at)
    {
        var blockIds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, block) in Flat(blocks).Index())
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
