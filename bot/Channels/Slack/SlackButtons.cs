using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// The buttons of a card. Each carries the question's id and names its choice: what it is worth is read from our own store.
/// </summary>
internal static class SlackButtons
{
    /// <summary>Where a card's buttons are.</summary>
    internal const string BlockId = "choices";

    /// <summary>More than any loop asks.</summary>
    private const int Most = 10;

    private const int MostLabel = 70;
    private const int MostTitle = 90;
    private const int MostText = 280;

    internal static JsonObject Of(Card card, bool isPlain = false) =>
        Actions(BlockId, card.Choices.Take(Most).Select(choice => Button(card, choice, isPlain)));

    private static JsonObject Button(Card card, CardChoice choice, bool isPlain)
    {
        var label = Label(choice);
        var button = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = choice.Key,
            ["text"] = Plain(label),
            ["value"] = card.Key.Value,
        };
        if (isPlain)
            return button;
        button["accessibility_label"] = SlackText.Cut($"{label}: {SlackText.Line(card.Title)}", MostLabel);
        if (Style(choice.Tone) is { } style)
            button["style"] = style;
        if (choice.AsksTwice)
            button["confirm"] = Confirm(choice, label);
        return button;
    }

    private static JsonObject Confirm(CardChoice choice, string label)
    {
        var effects = string.Join('\n', choice.Effects.Select(SlackText.Line));
        var confirm = new JsonObject
        {
            ["title"] = Plain(SlackText.Cut(label + "?", MostTitle)),
            ["text"] = Plain(effects.Length == 0 ? "Nothing is done in any system." : SlackText.Cut(effects, MostText)),
            ["confirm"] = Plain("Yes"),
            ["deny"] = Plain("Not yet"),
        };
        if (Style(choice.Tone) is { } style)
            confirm["style"] = style;
        return confirm;
    }

    private static string Label(CardChoice choice)
    {
        var label = SlackText.Cut(SlackText.Line(choice.Label), MostLabel);
        return label.Length == 0 ? choice.Key : label;
    }

    private static string? Style(CardTone tone) =>
        tone switch
        {
            CardTone.Go => "primary",
            CardTone.No => "danger",
            _ => null,
        };
}
