using System.Text.Json.Nodes;
using OpsBot.Loops.People;
using static OpsBot.Bot.Channels.Teams.Cards.TeamsBlocks;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>What one person sees of a group behind its buttons: its members, and a form that decides several of them.</summary>
internal sealed class TeamsGroups(ICardSubjects cards, BulkDesk bulk, Roles roles)
{
    /// <summary>Sends the form.</summary>
    private const string Decide = "bulk-decide";

    private const string Which = "which";
    private const int MostShown = 25;

    internal static bool Takes(string verb) => verb is GroupFace.Show or GroupFace.Bulk or Decide;

    /// <summary>Takes a click on a group.</summary>
    /// <returns>What the person sees in the card's place; nothing where it is not there or not theirs.</returns>
    internal async Task<JsonObject?> TakeAsync(
        TeamsClick click,
        Person person,
        TeamsWords words,
        CancellationToken cancel
    )
    {
        if (!roles.IsKnown(person) || await cards.ReadGroupAsync(click.Question, cancel) is not { } group)
            return null;
        var open = group.Members.Where(member => member.Escalation.IsOpen).ToList();
        return click.Verb switch
        {
            GroupFace.Show => Members(group, open, words),
            Decide => await DecideAsync(click, person, group, cancel),
            _ => Form(group, open, told: null),
        };
    }

    private static JsonObject Members(CardGroup group, List<GroupMember> open, TeamsWords words)
    {
        var body = new List<JsonNode> { Title($"{open.Count} of {group.Members.Count} are open") };
        foreach (var member in open.Take(MostShown))
        {
            var question = member.Escalation.Question;
            body.Add(Words(Run(TeamsText.Fit(question.Title, 120)), Run($" · due {words.Moment(question.Deadline)}")));
            body.Add(
                new JsonObject
                {
                    ["type"] = "ActionSet",
                    ["actions"] = new JsonArray(
                        TeamsButtons.Execute(
                            TeamsButtons.Label($"Open {member.RunName}", "Open", 70),
                            TeamsVerb.Look,
                            About(member.Escalation.Id)
                        )
                    ),
                }
            );
        }

        if (open.Count > MostShown)
            body.Add(Words(Run($"and {open.Count - MostShown} more")));
        return TeamsCard.CardOf(body, [Back(group)]);
    }

    private static JsonObject Form(CardGroup group, List<GroupMember> open, string? told)
    {
        var body = new List<JsonNode>();
        if (told is not null)
            body.Add(TeamsCardBody.Told(told, TeamsRoom.All[0]));
        body.Add(Title("Decide several"));
        if (open.Count == 0)
            return TeamsCard.CardOf([.. body, Words(Run("None of them is open any more."))], [Back(group)]);
        body.Add(Chosen(open));
        body.Add(TeamsForms.Reason(Decide, isNeeded: false));
        var choices = open[0].Escalation.Question.Choices;
        return TeamsCard.CardOf(body, [.. choices.Select(choice => Send(group, choice)), Back(group)]);
    }

    /// <summary>Clients join what is chosen by commas, and ids have none.</summary>
    private static JsonObject Chosen(List<GroupMember> open) =>
        new()
        {
            ["type"] = "Input.ChoiceSet",
            ["id"] = TeamsVerb.Field(Which, Decide),
            ["label"] = open.Count > MostShown ? $"Which? The first {MostShown} of {open.Count}." : "Which?",
            ["isMultiSelect"] = true,
            ["style"] = "expanded",
            ["wrap"] = true,
            ["isRequired"] = true,
            ["errorMessage"] = "Please choose at least one.",
            ["choices"] = new JsonArray([
                .. open.Take(MostShown)
                    .Select(member => new JsonObject
                    {
                        ["title"] = TeamsText.Name(member.Escalation.Question.Title) is { Length: > 0 } title
                            ? title
                            : member.Escalation.Id.Value,
                        ["value"] = member.Escalation.Id.Value,
                    }),
            ]),
        };

    private static JsonObject Send(CardGroup group, Choice choice)
    {
        // Each case has its own amount, so what one of them says does not fit all.
        var label =
            choice.Verdict is Verdict.Approved ? "Approve these"
            : choice.Verdict is Verdict.Denied ? "Decline these"
            : TeamsButtons.Label(choice.Label, choice.Key, 70);
        var data = About(group.Id);
        data[TeamsVerb.Choice] = choice.Key;
        var send = TeamsButtons.Execute(label, Decide, data);
        send["associatedInputs"] = "auto";
        return send;
    }

    private async Task<JsonObject> DecideAsync(
        TeamsClick click,
        Person person,
        CardGroup group,
        CancellationToken cancel
    )
    {
        var named = click
            .Words(Which, Decide)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var chosen = group
            .Members.Select(member => member.Escalation.Id)
            .Where(id => named.Contains(id.Value))
            .ToList();
        var told =
            chosen.Count == 0
                ? "Please choose at least one."
                : Outcome(
                    await bulk.TakeAsync(
                        new BulkAnswer(chosen, person, click.Choice, click.Words(TeamsVerb.Reason, Decide)),
                        cancel
                    )
                );
        var now = await cards.ReadGroupAsync(group.Id, cancel) ?? group;
        return Form(now, [.. now.Members.Where(member => member.Escalation.IsOpen)], told);
    }

    private static string Outcome(BulkResult result) =>
        result.Refused
        ?? $"{result.Accepted} decided, {result.TooLate} were settled before, {result.NotAllowed} may not be decided so, {result.NotReached} not reached."
            + (
                result.Items.Select(item => item.Result).OfType<AnswerResult.Refused>().FirstOrDefault() is { } refused
                    ? $" {refused.Why}"
                    : ""
            );

    private static JsonObject Back(CardGroup group) => TeamsButtons.Execute("Back", TeamsVerb.Look, About(group.Id));

    private static JsonObject About(EscalationId id) => new() { [TeamsVerb.Card] = id.Value };
}
