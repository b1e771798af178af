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

    /// <summary>Where the buttons are that decide nothing by themselves.</summary>
    internal const string GroupId = "group";

    /// <summary>More than any loop asks.</summary>
    private const int Most = 10;

    private const int MostLabel = 70;
    private const int MostTitle = 90;
    private const int MostText = 280;

    /// <summary>The least of a label that still says which button it is.</summary>
    private const int LeastLabel = 24;

    /// <summary>The buttons, each with its question before it counts where the choice asks for one.</summary>
    internal static JsonObject Of(Card card, SlackRoom room) =>
        Actions(BlockId, [.. card.Choices.Take(Most).Select(choice => Button(card, choice, room)), .. MenuOf(card)]);

    /// <summary>The buttons and nothing else.</summary>
    internal static JsonObject PlainOf(Card card) =>
        Actions(
            BlockId,
            card.Choices.Take(Most).Select(choice => Plainest(card, choice, Label(choice.Label, choice.Key, MostLabel)))
        );

    /// <summary>The buttons that show or begin something.</summary>
    internal static JsonObject ActionsOf(Card card) =>
        Actions(GroupId, card.Actions.Take(Most).Select(action => ActionOf(card, action)));

    private static IEnumerable<JsonObject> MenuOf(Card card)
    {
        if (card.Menu.Count == 0)
            yield break;
        yield return new JsonObject
        {
            ["type"] = "overflow",
            ["action_id"] = "more",
            ["options"] = new JsonArray([
                .. card.Menu.Select(action => new JsonObject
                {
                    ["text"] = Plain(action.Label),
                    ["value"] = $"{action.Key}:{card.Key.Value}",
                }),
            ]),
        };
    }

    private static JsonObject ActionOf(Card card, CardAction action)
    {
        var label = Label(action.Label, action.Key, MostLabel);
        return new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = action.Key,
            ["text"] = Plain(label),
            ["accessibility_label"] = Label(action.Says, label, MostLabel),
            ["value"] = card.Key.Value,
        };
    }

    private static JsonObject Button(Card card, CardChoice choice, SlackRoom room)
    {
        var most = Math.Max(LeastLabel, (int)(MostLabel * room.Words));
        var label = Label(choice.Label, choice.Key, most);
        var button = Plainest(card, choice, label);
        button["accessibility_label"] = ChatText.Cut($"{label}: {ChatText.Line(card.Title)}", most);
        if (Style(choice.Tone) is { } style)
            button["style"] = style;
        if (choice.AsksTwice)
            button["confirm"] = Confirm(choice, label, Math.Max(LeastLabel, (int)(MostText * room.Words)));
        return button;
    }

    private static JsonObject Plainest(Card card, CardChoice choice, string label) =>
        new()
        {
            ["type"] = "button",
            ["action_id"] = choice.Key,
            ["text"] = Plain(label),
            ["value"] = card.Key.Value,
        };

    private static JsonObject Confirm(CardChoice choice, string label, int most)
    {
        var effects = string.Join('\n', choice.Effects.Select(ChatText.Line));
        var confirm = new JsonObject
        {
            ["title"] = Plain(ChatText.Cut(label + "?", MostTitle)),
            ["text"] = Plain(effects.Length == 0 ? "Nothing is done in any system." : ChatText.Cut(effects, most)),
            ["confirm"] = Plain("Yes"),
            ["deny"] = Plain("Not yet"),
        };
        if (Style(choice.Tone) is { } style)
            confirm["style"] = style;
        return confirm;
    }

    private static string Label(string words, string otherwise, int most)
    {
        var label = ChatText.Cut(ChatText.Line(words), most);
        return label.Length == 0 ? otherwise : label;
    }

    private static string? Style(CardTone tone) =>
        tone switch
        {
            CardTone.Go => "primary",
            CardTone.No => "danger",
            _ => null,
        };
}
