using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Shows a card in Teams. Whatever it holds, what comes out is something Teams takes.</summary>
internal static class TeamsCards
{
    /// <summary>The message of a card.</summary>
    /// <param name="card">What to show.</param>
    /// <param name="words">How people and moments are written.</param>
    /// <param name="told">What the one person is told who looks at it; the card is theirs alone then.</param>
    internal static TeamsCard Of(Card card, TeamsWords words, string? told = null) =>
        new(Summary(card, words), Drawn(card, words, told)) { Shorter = Shortest(card, words, told) };

    /// <summary>Where somebody may not decide: the same without what they may not do.</summary>
    internal static Card WithoutButtons(Card card) => card with { Choices = [], Menu = [], Actions = [] };

    private static JsonObject Drawn(Card card, TeamsWords words, string? told) =>
        TeamsRoom
            .All.Select(room =>
                Finished(card, new TeamsCardBody(card, words, room).All(told), TeamsButtons.Of(card, words, room))
            )
            .FirstOrDefault(drawn => TeamsCard.SizeOf(drawn) <= TeamsRoom.MostBytes)
        ?? Shortest(card, words, told);

    private static JsonObject Finished(Card card, IEnumerable<JsonNode> body, IEnumerable<JsonNode> actions)
    {
        var drawn = TeamsCard.CardOf(body, actions);
        if (card.Asks)
            drawn["refresh"] = Refresh(card);
        return drawn;
    }

    /// <summary>
    /// Whoever looks at an open card is shown the newest state and the buttons that are theirs. In large channels clients ask
    /// only when somebody says so: without it, the card is whole. Looking changes nothing.
    /// </summary>
    private static JsonObject Refresh(Card card) =>
        new() { ["action"] = TeamsButtons.Execute("Refresh", TeamsVerb.Look, TeamsButtons.About(card)) };

    /// <summary>The decisions and nothing about them; what else can be done is typed.</summary>
    private static JsonObject Shortest(Card card, TeamsWords words, string? told)
    {
        var room = TeamsRoom.All[^1];
        var at = card.At is { } moment ? $" {words.Moment(moment)}" : "";
        JsonObject[] body =
        [
            .. told is null ? [] : (JsonObject[])[TeamsCardBody.Told(told, room)],
            TeamsBlocks.Title(room.Fit(card.Title, 140)),
            TeamsBlocks.Words(TeamsBlocks.Run(room.Fit(card.Status, 400) + at)),
            TeamsBlocks.Words(TeamsBlocks.Run("There is more than fits on a card: ask for the run's story.")),
        ];
        return Finished(card, body, TeamsButtons.Of(card with { Menu = [] }, words, room));
    }

    private static string Summary(Card card, TeamsWords words)
    {
        var by = card.By is null ? "" : words.Person(card.By) + " ";
        var at = card.At is null ? "" : " " + words.Moment(card.At.Value);
        return $"{TeamsText.Fit(card.Title, 120)} · {by}{TeamsText.Fit(card.Status, 140)}{at}";
    }
}
