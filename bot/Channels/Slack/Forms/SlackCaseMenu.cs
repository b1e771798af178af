using System.Text.Json;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>Takes what people choose from a case's menu, and the forms that some of it opens.</summary>
internal sealed class SlackCaseMenu(CaseDesk desk, IEscalationStore questions, SlackPeople people, SlackPanel panel)
    : ISlackHandler
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
        switch (action)
        {
            case CaseMenu.Claim:
                return Told(await desk.ClaimAsync(question, await people.PersonAsync(user, cancel), cancel));
            case CaseMenu.Release:
                return Told(await desk.ReleaseAsync(question, await people.PersonAsync(user, cancel), cancel));
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
        return form.Callback switch
        {
            SlackCaseForms.AssignForm => SlackForm.Reply(
                SlackCaseForms.Whom,
                await desk.AssignAsync(question, await people.FindAsync(whom ?? "", cancel), person, cancel)
            ),
            SlackCaseForms.AskForm => SlackForm.Reply(
                SlackCaseForms.Words,
                await desk.AskAsync(
                    question,
                    whom is null ? null : SlackChannel.Prefix + whom,
                    form.Words(SlackCaseForms.Words),
                    person,
                    $"slack:{form.View}",
                    cancel
                )
            ),
            _ => SlackForm.Reply(
                SlackCaseForms.Words,
                await desk.NoteAsync(question, form.Words(SlackCaseForms.Words), person, $"slack:{form.View}", cancel)
            ),
        };
    }

    private static SlackReply Told(CaseResult result) =>
        result is CaseResult.Refused refused
            ? SlackReply.Tell(
                SlackSayings.Told(refused.OnIt is null ? refused.Why : "Already taken on", refused.OnIt?.By)
            )
            : SlackReply.Nothing;
}
