using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// The pieces of Adaptive Cards 1.5 the bot uses (adaptivecards.io/explorer). Words are text runs, which read no markdown: only a
/// mention stands in a text block.
/// </summary>
internal static class TeamsBlocks
{
    internal static JsonObject Run(string text) => new() { ["type"] = "TextRun", ["text"] = text };

    internal static JsonObject Bold(string text)
    {
        var run = Run(text);
        run["weight"] = "Bolder";
        return run;
    }

    /// <summary>Text that leads somewhere: our own addresses only, and https only.</summary>
    internal static JsonObject Link(string text, Uri? link)
    {
        var run = Run(text);
        if (link is { Scheme: "https" } && link.AbsoluteUri.Length <= 300)
            run["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = link.AbsoluteUri };
        return run;
    }

    internal static JsonObject Words(params IEnumerable<JsonObject> runs) =>
        new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray([.. runs]) };

    /// <summary>What a card is about.</summary>
    internal static JsonObject Title(string text)
    {
        var run = Bold(text);
        run["size"] = "Large";
        return Words(run);
    }

    internal static JsonObject Heading(string text)
    {
        var words = Words(Bold(text));
        words["spacing"] = "Medium";
        return words;
    }

    /// <summary>A line of a list; text runs know no lists.</summary>
    internal static JsonObject Bullet(params IEnumerable<JsonObject> runs)
    {
        var words = Words(runs.Prepend(Run("• ")));
        words["spacing"] = "Small";
        return words;
    }

    internal static JsonObject Subtle(string text)
    {
        var run = Run(text);
        run["isSubtle"] = true;
        var words = Words(run);
        words["spacing"] = "Medium";
        return words;
    }

    /// <param name="style">How it looks beside the rest; what it means is always in its words, too.</param>
    /// <param name="items">What it holds.</param>
    internal static JsonObject Container(string style, params IEnumerable<JsonObject> items) =>
        new()
        {
            ["type"] = "Container",
            ["style"] = style,
            ["items"] = new JsonArray([.. items]),
        };

    /// <summary>Labels and values. A fact set would read markdown, and values are anybody's.</summary>
    internal static JsonObject Facts(IEnumerable<(JsonObject Label, JsonObject Value)> facts) =>
        new()
        {
            ["type"] = "Table",
            ["firstRowAsHeader"] = false,
            ["showGridLines"] = false,
            ["columns"] = new JsonArray(new JsonObject { ["width"] = 1 }, new JsonObject { ["width"] = 3 }),
            ["rows"] = new JsonArray([
                .. facts.Select(fact => new JsonObject
                {
                    ["type"] = "TableRow",
                    ["cells"] = new JsonArray(Cell(fact.Label), Cell(fact.Value)),
                }),
            ]),
        };

    /// <summary>Somebody by mention; the card has to name whom it means, too.</summary>
    internal static JsonObject Mention(TeamsMention mention) =>
        new()
        {
            ["type"] = "TextBlock",
            ["text"] = mention.Text,
            ["wrap"] = true,
        };

    private static JsonObject Cell(JsonObject run) =>
        new() { ["type"] = "TableCell", ["items"] = new JsonArray(Words(run)) };
}
