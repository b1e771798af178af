using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Loops.People;
using static OpsBot.Bot.Channels.Slack.Forms.SlackViewBlocks;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>The form that decides many cases with one answer, all but some, and what came of each.</summary>
internal sealed class SlackBulk(BulkDesk desk, IEscalationStore questions, SlackPeople people) : ISlackHandler
{
    private const string CallbackId = "opsbot_bulk";
    private const string Cases = "cases";
    private const string Choice = "choice";
    private const string Except = "except";
    private const string Reason = "reason";

    public IEnumerable<string> Takes => [$"view_submission:{CallbackId}"];

    /// <summary>The form.</summary>
    /// <param name="open">The cases to choose from, all of one kind. These are decided and no others, whatever joins them meanwhile.</param>
    internal static JsonObject Form(IReadOnlyList<Escalation> open)
    {
        var choices = open.SelectMany(asked => asked.Question.Choices)
            .GroupBy(choice => choice.Key, StringComparer.Ordinal)
            .Where(same => same.Count() == open.Count)
            .Select(same => (Label([.. same]), same.Key))
            .ToList();
        if (choices.Count == 0)
            return SlackPanel.Show(
                "Decide several",
                [PlainSection("No answer fits all of these. Open them one by one.")]
            );
        return SlackPanel.Ask(
            CallbackId,
            "Decide several",
            "Decide",
            new JsonObject { [Cases] = string.Join(',', open.Select(asked => asked.Id.Value)) },
            [
                PlainSection($"{open.Count} cases wait, over {Sum(open)}."),
                Input(Choice, "The answer to all of them", OneOf(choices)),
                Input(
                    Except,
                    "But not to these",
                    SomeOf(open.Select(asked => (ChatText.Line(asked.Question.Title), asked.Id.Value))),
                    "They stay open.",
                    isOptional: true
                ),
                Input(
                    Reason,
                    "Why?",
                    Words(CaseDesk.MostWords, isLong: true),
                    "Needed where it is declined.",
                    isOptional: true
                ),
            ]
        );
    }

    private static string Sum(IReadOnlyList<Escalation> open)
    {
        var sums = open.Select(asked => asked.Question.Amount)
            .OfType<Money>()
            .GroupBy(amount => amount.Currency, StringComparer.Ordinal)
            .Select(same => new Money(same.Sum(amount => amount.Amount), same.Key).ToString());
        return string.Join(" and ", sums.DefaultIfEmpty("no money"));
    }

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        if (
            SlackForm.In(payload) is not { } form
            || SlackUser.In(payload) is not { } user
            || form.Option(Choice) is not { } choice
        )
            return SlackReply.NotUnderstood;
        var bulk = new BulkAnswer(Ids(form.About(Cases).Split(',')), await people.PersonAsync(user, cancel), choice)
        {
            Reason = form.Words(Reason),
            Except = Ids(form.Options(Except)),
        };
        var result = await desk.TakeAsync(bulk, cancel);
        if (result.Refused is { } why)
            return SlackForm.Wrong(Choice, why);
        var lines = await LinesAsync(result, cancel);
        var told = SlackSayings.Reply(new CommandReply(lines[0], [.. lines.Skip(1).Select(line => new Line(line))]));
        return SlackForm.Instead(SlackPanel.Show("Decided", told.Blocks.Select(block => block!.DeepClone()))) with
        {
            Told = told,
        };
    }

    private static IReadOnlyList<EscalationId> Ids(IEnumerable<string> ids) =>
        [.. ids.Where(id => id.Length > 0).Select(id => new EscalationId(id))];

    /// <summary>The sum of it, and a line for each that was not decided.</summary>
    private async Task<IReadOnlyList<string>> LinesAsync(BulkResult result, CancellationToken cancel)
    {
        var lines = new List<string>
        {
            $"{result.Accepted} decided as {result.Batch}, {result.Items.Count - result.Accepted} not",
        };
        foreach (var item in result.Items.Where(item => item.Result is not AnswerResult.Accepted))
        {
            var asked = await questions.FindAsync(item.Escalation, cancel);
            var title = asked is null ? item.Escalation.Value : ChatText.Cut(ChatText.Line(asked.Question.Title), 100);
            lines.Add($"{title}: {Why(item.Result)}");
        }

        return lines;
    }

    private static string Why(AnswerResult? result) =>
        result switch
        {
            AnswerResult.Refused refused => refused.Why,
            AnswerResult.TooLate late => AnswerWords.TooLate(late.Escalation),
            _ => "not reached; please try again",
        };

    /// <summary>Labels name each case's own amount; where they differ, the answer is named by what it is.</summary>
    private static string Label(IReadOnlyList<Choice> same) =>
        same.Select(choice => choice.Label).Distinct(StringComparer.Ordinal).Count() == 1 ? same[0].Label
        : same[0].Verdict is Verdict.Denied ? "Decline each"
        : $"Approve each as it asks ({same[0].Key})";
}
