using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>The door for clicks and forms; docs.slack.dev/interactivity/handling-user-interaction.</summary>
internal sealed class SlackInteractivity(
    SlackDoor door,
    SlackAnswers answers,
    SlackTeller teller,
    IHostApplicationLifetime life
)
{
    internal async Task<IResult> AnswerAsync(HttpRequest request)
    {
        var (form, answer) = await door.OpenAsync(request);
        if (form is null)
            return answer!;
        if (SlackJson.Object(form.GetValueOrDefault("payload")) is not { } payload)
            return SlackDoor.NotUnderstood;
        if (!door.IsForUs(payload.Text("api_app_id")))
            return SlackDoor.Stranger;
        try
        {
            return payload.Text("type") switch
            {
                "block_actions" when SlackClick.IsOnCard(payload) => await ClickAsync(payload),
                "view_submission" when IsReason(payload) => await ReasonAsync(payload),
                null => SlackDoor.NotUnderstood,
                // Forms that were closed, buttons that only lead somewhere: nothing to do, but to say it arrived.
                _ => Results.Ok(),
            };
        }
        catch (OutsideException)
        {
            return SlackDoor.Unready;
        }
    }

    private static bool IsReason(JsonElement payload) =>
        payload.Text("view", "callback_id") == SlackReasonForm.CallbackId;

    /// <summary>Slack may hang up after three seconds; what was begun is finished all the same.</summary>
    private async Task<IResult> ClickAsync(JsonElement payload)
    {
        if (SlackClick.In(payload) is not { } click)
            return SlackDoor.NotUnderstood;
        if (await answers.TakeAsync(click, life.ApplicationStopping) is { } told)
            teller.Tell(new Telling(click.Respond, click.Channel, click.User.Id, Task.FromResult(told)));
        return Results.Ok();
    }

    private async Task<IResult> ReasonAsync(JsonElement payload)
    {
        if (SlackReasonForm.In(payload) is not { } reason)
            return SlackDoor.NotUnderstood;
        if (await answers.TakeAsync(reason, life.ApplicationStopping) is not { } why)
            return Results.Ok();
        var errors = new JsonObject { [SlackReasonForm.Field] = SlackText.Cut(why, 300) };
        var refusal = new JsonObject { ["response_action"] = "errors", ["errors"] = errors };
        return Results.Text(SlackJson.Write(refusal), "application/json");
    }
}
