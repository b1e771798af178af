using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Teams.Cards.TeamsBlocks;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// The buttons of a card. Each carries the question's id and names its choice: what it is worth is read from our own store. What
/// asks for something first, or is not to be done by one click, opens a small card below.
/// </summary>
internal static class TeamsButtons
{
    /// <summary>More than any loop asks.</summary>
    private const int Most = 10;

    private const int MostLabel = 70;
    private const int MostEffects = 280;

    /// <summary>The least of a label that still says which button it is.</summary>
    private const int LeastLabel = 24;

    internal static IEnumerable<JsonNode> Of(Card card, TeamsWords words, TeamsRoom room) =>
        [
            .. card.Choices.Take(Most).Select(choice => ButtonOf(card, choice, room)),
            .. card
                .Actions.Take(Most)
                .Select(action => Titled(action.Label, action.Key, action.Key, About(card), room)),
            .. card.Menu.Take(Most).Select(action => Secondary(MenuOf(card, action, words, room))),
        ];

    /// <summary>What every button of a card carries: ids and nothing else, since clients may change it.</summary>
    internal static JsonObject About(Card card, string? choice = null)
    {
        var data = new JsonObject { [TeamsVerb.Card] = card.Key.Value };
        if (choice is not null)
            data[TeamsVerb.Choice] = choice;
        return data;
    }

    /// <summary>A button that reaches the bot (learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model).</summary>
    internal static JsonObject Execute(string title, string verb, JsonObject data) =>
        new()
        {
            ["type"] = "Action.Execute",
            ["title"] = title,
            ["verb"] = verb,
            ["data"] = data,
            ["associatedInputs"] = "none",
        };

    /// <summary>A button that opens a small card with a button of its own, and sends what was filled in there.</summary>
    internal static JsonObject Form(string title, IEnumerable<JsonNode> body, JsonObject send)
    {
        send["associatedInputs"] = "auto";
        return new JsonObject
        {
            ["type"] = "Action.ShowCard",
            ["title"] = title,
            ["card"] = new JsonObject
            {
                ["type"] = "AdaptiveCard",
                ["body"] = new JsonArray([.. body]),
                ["actions"] = new JsonArray(send),
            },
        };
    }

    /// <summary>What a button says, at most so long, and never nothing.</summary>
    internal static string Label(string words, string otherwise, int most)
    {
        var label = ChatText.Cut(ChatText.Line(words), most);
        return label.Length == 0 ? otherwise : label;
    }

    private static JsonObject ButtonOf(Card card, CardChoice choice, TeamsRoom room)
    {
        var label = Label(choice.Label, choice.Key, Math.Max(LeastLabel, (int)(MostLabel * room.Words)));
        var send = Styled(Execute(label, TeamsVerb.Decide, About(card, choice.Key)), choice.Tone);
        if (choice.NeedsReason)
            return Styled(
                Form(label, [Doing(choice, room), TeamsForms.Reason(choice.Key, isNeeded: true)], send),
                choice.Tone
            );
        if (!choice.AsksTwice)
            return send;
        send["title"] = $"Yes: {label}";
        return Styled(Form(label, [Doing(choice, room)], send), choice.Tone);
    }

    private static JsonObject MenuOf(Card card, CardAction action, TeamsWords words, TeamsRoom room)
    {
        var label = Label(action.Label, action.Key, MostLabel);
        return TeamsForms.Of(card, action.Key, words, room) is not var (body, send)
            ? Titled(action.Label, action.Key, action.Key, About(card), room)
            : Form(label, body, send);
    }

    private static JsonObject Titled(string words, string otherwise, string verb, JsonObject data, TeamsRoom room) =>
        Execute(Label(words, otherwise, Math.Max(LeastLabel, (int)(MostLabel * room.Words))), verb, data);

    private static JsonObject Doing(CardChoice choice, TeamsRoom room)
    {
        var effects = string.Join("; ", choice.Effects.Select(ChatText.Line));
        return Words(
            Run(effects.Length == 0 ? "Nothing is done in any system." : $"Does: {room.Fit(effects, MostEffects)}")
        );
    }

    private static JsonObject Styled(JsonObject action, CardTone tone)
    {
        if (tone is not CardTone.Plain)
            action["style"] = tone is CardTone.Go ? "positive" : "destructive";
        return action;
    }

    /// <summary>Behind the three dots, where a client has them.</summary>
    private static JsonObject Secondary(JsonObject action)
    {
        action["mode"] = "secondary";
        return action;
    }
}
