using System.Text.Json;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>Takes what people choose from a case's menu, and the forms that some of it opens.</summary>
internal sealed class SlackCaseMenu(
    CaseDesk desk,
    IEscalationStore questions,
    SlackPeople people,
    SlackPanel panel,
    SlackCases cases
) : ISlackHandler
{
    public IEnumerable<string> Takes =>
        [
            $"{SlackKind.Menu}:{SlackButtons.BlockId}",
            $"view_submission:{SlackCaseForms.AssignForm}",
            $"view_submission:{SlackCaseForms.AskForm}",
            $"view_submission:{SlackCaseForms.NoteForm}",
        ];

    public Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        payload.Text("type") == "view_submission" ? FilledAsync(payload, cancel) : ChosenAsync(payload, cancel);

    private async Task<SlackReply> ChosenAsync(JsonElement payload, CancellationToken cancel)
    {
        var chosen = SlackClick.FirstAction(payload)?.Text("selected_option", "value")?.Split(':', 2);
        if (chosen is not [var action, { Length: > 0 } id] || SlackUser.In(payload) is not { } user)
            return SlackReply.NotUnderstood;
        var question = new EscalationId(id);
        if (action is CaseMenu.Claim or CaseMenu.Release)
        {
            var person = await people.PersonAsync(user, cancel);
            var result = await (
                action == CaseMenu.Claim
                    ? desk.ClaimAsync(question, person, cancel)
                    : desk.ReleaseAsync(question, person, cancel)
            );
            await cases.RefreshAsync(payload, question, cancel);
            return await ToldAsync(result, cancel);
        }

        if (await questions.FindAsync(question, cancel) is not { IsOpen: true } asked)
            return SlackReply.Tell(SlackSayings.Told("This was already decided."));
        return SlackCaseForms.Of(action, asked) is { } form
            ? await panel.OpenAsync(payload, _ => Task.FromResult(form), cancel)
            : SlackReply.NotUnderstood;
    }

    private async Task<SlackReply> FilledAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackForm.In(payload) is not { } form || SlackUser.In(payload) is not { } user)
            return SlackReply.NotUnderstood;
        var question = new EscalationId(form.About(SlackCaseForms.Case));
        var person = await people.PersonAsync(user, cancel);
        var whom = form.User(SlackCaseForms.Whom);
        var (field, result) = form.Callback switch
        {
            SlackCaseForms.AssignForm => (
                SlackCaseForms.Whom,
                await desk.AssignAsync(question, await people.FindAsync(whom ?? "", cancel), person, cancel)
            ),
            SlackCaseForms.AskForm => (
                SlackCaseForms.Words,
                await desk.AskAsync(
                    question,
                    whom is null ? null : await people.FindAsync(whom, cancel),
                    form.Words(SlackCaseForms.Words),
                    person,
                    $"slack:{form.View}",
                    cancel
                )
            ),
            _ => (
                SlackCaseForms.Words,
                await desk.NoteAsync(question, form.Words(SlackCaseForms.Words), person, $"slack:{form.View}", cancel)
            ),
        };
        if (result is CaseResult.Refused refused)
            return SlackForm.Wrong(field, refused.Why);
        await cases.RefreshAsync(payload, question, cancel);
        return SlackReply.Nothing;
    }

    private async Task<SlackReply> ToldAsync(CaseResult result, CancellationToken cancel)
    {
        if (result is not CaseResult.Refused refused)
            return SlackReply.Nothing;
        var by = await people.NamedAsync(refused.OnIt?.By, cancel);
        return SlackReply.Tell(SlackSayings.Told(by is null ? refused.Why : "Already taken on", by));
    }
}
