using System.Text.Json;
using OpsBot.Bot.Channels.Slack.Forms;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Takes clicks on a card's buttons, and the forms that ask why and how much.</summary>
internal sealed class SlackCardHandler(SlackAnswers answers, SlackCases cases) : ISlackHandler
{
    public IEnumerable<string> Takes =>
        [
            $"block_actions:{SlackButtons.BlockId}",
            $"view_submission:{SlackCaseForms.ReasonForm}",
            $"view_submission:{SlackCaseForms.AmountForm}",
        ];

    public Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        payload.Text("type") == "block_actions" ? ClickAsync(payload, cancel) : FilledAsync(payload, cancel);

    private async Task<SlackReply> ClickAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackClick.In(payload) is not { } click)
            return SlackReply.NotUnderstood;
        var told = await answers.TakeAsync(click, cancel);
        await cases.RefreshAsync(payload, click.Question, cancel);
        return told is null ? SlackReply.Nothing : SlackReply.Tell(told);
    }

    private async Task<SlackReply> FilledAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackForm.In(payload) is not { } form || SlackUser.In(payload) is not { } user)
            return SlackReply.NotUnderstood;
        if (form.About(SlackCaseForms.Case).Length == 0 || form.About(SlackCaseForms.Choice).Length == 0)
            return SlackReply.NotUnderstood;
        var reply = await answers.TakeAsync(form, user, cancel);
        if (reply.Payload is null)
            await cases.RefreshAsync(payload, new EscalationId(form.About(SlackCaseForms.Case)), cancel);
        return reply;
    }
}
