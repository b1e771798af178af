using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Takes clicks on a card's buttons, and the form that asks why.</summary>
internal sealed class SlackCardHandler(SlackAnswers answers) : ISlackHandler
{
    public IEnumerable<string> Takes =>
        [$"block_actions:{SlackButtons.BlockId}", $"view_submission:{SlackReasonForm.CallbackId}"];

    public Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel) =>
        payload.Text("type") == "block_actions" ? ClickAsync(payload, cancel) : ReasonAsync(payload, cancel);

    private async Task<SlackReply> ClickAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackClick.In(payload) is not { } click)
            return SlackReply.NotUnderstood;
        return await answers.TakeAsync(click, cancel) is { } told ? SlackReply.Tell(told) : SlackReply.Nothing;
    }

    private async Task<SlackReply> ReasonAsync(JsonElement payload, CancellationToken cancel)
    {
        if (SlackReasonForm.In(payload) is not { } reason)
            return SlackReply.NotUnderstood;
        if (await answers.TakeAsync(reason, cancel) is not { } why)
            return SlackReply.Nothing;
        var errors = new JsonObject { [SlackReasonForm.Field] = SlackText.Cut(why, 300) };
        return new SlackReply
        {
            Payload = new JsonObject { ["response_action"] = "errors", ["errors"] = errors },
            Told = SlackSayings.Told(why),
        };
    }
}
