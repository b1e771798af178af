using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Slack.Forms;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Takes clicks on a card's buttons, and the form that asks why.</summary>
internal sealed class SlackCardHandler(SlackAnswers answers, SlackCases cases) : ISlackHandler
{
    public IEnumerable<string> Takes =>
        [$"block_actions:{SlackButtons.BlockId}", $"view_submission:{SlackReasonForm.CallbackId}"];

    public Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        payload.Text("type") == "block_actions" ? ClickAsync(payload, cancel) : ReasonAsync(payload, cancel);

    private async Task<SlackReply> ClickAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackClick.In(payload) is not { } click)
            return SlackReply.NotUnderstood;
        var told = await answers.TakeAsync(click, cancel);
        if (click.View is { } view)
            await cases.RefreshAsync(view, click.Question, cancel);
        return told is null ? SlackReply.Nothing : SlackReply.Tell(told);
    }

    private async Task<SlackReply> ReasonAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackReasonForm.In(payload) is not { } reason)
            return SlackReply.NotUnderstood;
        if (await answers.TakeAsync(reason, cancel) is not { } why)
        {
            // The form lay on a view that shows the case.
            if (payload.Text("view", "root_view_id") is { } root && root != payload.Text("view", "id"))
                await cases.RefreshAsync(root, reason.Question, cancel);
            return SlackReply.Nothing;
        }

        var errors = new JsonObject { [SlackReasonForm.Field] = SlackText.Cut(why, 300) };
        return new SlackReply
        {
            Payload = new JsonObject { ["response_action"] = "errors", ["errors"] = errors },
            Told = SlackSayings.Told(why),
        };
    }
}
