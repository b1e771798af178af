using System.Text.Json.Nodes;
using OpsBot.Loops.People;
using static OpsBot.Bot.Channels.Teams.Cards.TeamsBlocks;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>The small cards that a case's menu opens. Clients check fields before they send them; so do we, after.</summary>
internal static class TeamsForms
{
    private const int MostColleagues = 20;

    /// <summary>What is asked, and the button that sends it; nothing where nothing is asked.</summary>
    internal static (IReadOnlyList<JsonNode> Body, JsonObject Send)? Of(
        Card card,
        string action,
        TeamsWords words,
        TeamsRoom room
    ) =>
        action switch
        {
            CaseMenu.Assign => (
                [Whom(action, words, "Who is to be on it? One of those who may decide it.", isNeeded: true)],
                Send(card, action, "Assign")
            ),
            CaseMenu.Ask => (
                [
                    Typed(action, "What is to be known first?"),
                    Whom(action, words, "Who knows it? Left empty, anybody with a role may answer.", isNeeded: false),
                ],
                Send(card, action, "Ask")
            ),
            CaseMenu.Note => ([Typed(action, "The note")], Send(card, action, "Add")),
            CaseMenu.Amount when card.Choices.FirstOrDefault(choice => choice.Amount is not null) is { } choice =>
                OtherAmount(card, choice, room),
            _ => null,
        };

    /// <summary>Why; kept with the decision.</summary>
    internal static JsonObject Reason(string form, bool isNeeded) =>
        Needed(
            Text(
                TeamsVerb.Field(TeamsVerb.Reason, form),
                "The reason. It is kept with the decision, and a message to the customer may quote it."
            ),
            isNeeded,
            "Please say why."
        );

    private static (IReadOnlyList<JsonNode> Body, JsonObject Send) OtherAmount(
        Card card,
        CardChoice choice,
        TeamsRoom room
    )
    {
        var range = choice.Amount!;
        var number = new JsonObject
        {
            ["type"] = "Input.Number",
            ["id"] = TeamsVerb.Field(TeamsVerb.Amount, CaseMenu.Amount),
            ["label"] =
                $"How much, in {range.Currency}? Between {new Money(range.Least, range.Currency)} and {new Money(range.Most, range.Currency)}, as was asked.",
            ["min"] = range.Least,
            ["max"] = range.Most,
            ["value"] = range.Most,
        };
        return (
            [
                Words(Run(room.Fit(choice.Label, 100))),
                Needed(number, isNeeded: true, "Please type an amount within these bounds."),
                Reason(CaseMenu.Amount, choice.NeedsReason),
            ],
            TeamsButtons.Execute("Approve", CaseMenu.Amount, TeamsButtons.About(card, choice.Key))
        );
    }

    private static JsonObject Send(Card card, string action, string title) =>
        TeamsButtons.Execute(title, action, TeamsButtons.About(card));

    private static JsonObject Typed(string form, string label) =>
        Needed(Text(TeamsVerb.Field(TeamsVerb.Words, form), label), isNeeded: true, "Please write something.");

    private static JsonObject Text(string id, string label) =>
        new()
        {
            ["type"] = "Input.Text",
            ["id"] = id,
            ["label"] = label,
            ["isMultiline"] = true,
            ["maxLength"] = CaseDesk.MostWords,
        };

    /// <summary>
    /// Somebody of the team: those that roles name are listed, and Teams itself looks for others by name
    /// (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker). What comes back is an Entra
    /// object id either way.
    /// </summary>
    private static JsonObject Whom(string form, TeamsWords words, string label, bool isNeeded)
    {
        var choices = words
            .Colleagues.Take(MostColleagues)
            .Select(id => new JsonObject
            {
                ["title"] = words.Person(id),
                ["value"] = id.StartsWith(TeamsWords.Prefix, StringComparison.Ordinal)
                    ? id[TeamsWords.Prefix.Length..]
                    : id,
            });
        return Needed(
            new JsonObject
            {
                ["type"] = "Input.ChoiceSet",
                ["id"] = TeamsVerb.Field(TeamsVerb.Whom, form),
                ["label"] = label,
                ["style"] = "filtered",
                ["choices"] = new JsonArray([.. choices]),
                ["choices.data"] = new JsonObject
                {
                    ["type"] = "Data.Query",
                    ["dataset"] = "graph.microsoft.com/users?scope=currentContext",
                },
            },
            isNeeded,
            "Please choose somebody."
        );
    }

    private static JsonObject Needed(JsonObject input, bool isNeeded, string otherwise)
    {
        if (!isNeeded)
            return input;
        input["isRequired"] = true;
        input["errorMessage"] = otherwise;
        return input;
    }
}
