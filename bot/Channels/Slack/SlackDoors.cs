using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Slack's three doors over HTTP: what people click and fill in, what they type, and what happens in the workspace. All take
/// POST only: nothing is ever decided by looking.
/// </summary>
internal sealed class SlackDoors(SlackDoor door, SlackInbound inbound)
{
    /// <summary>Clicks, forms and shortcuts; docs.slack.dev/interactivity/handling-user-interaction.</summary>
    internal async Task<IResult> InteractivityAsync(HttpRequest request)
    {
        var (form, answer) = await door.OpenFormAsync(request);
        if (form is null)
            return answer!;
        return await TakeAsync(SlackJson.Object(form.GetValueOrDefault("payload")));
    }

    /// <summary>Slash commands; docs.slack.dev/interactivity/implementing-slash-commands.</summary>
    internal async Task<IResult> CommandsAsync(HttpRequest request)
    {
        var (form, answer) = await door.OpenFormAsync(request);
        if (form is null)
            return answer!;
        var payload = new JsonObject(
            form.Where(pair => pair.Key != "type").Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
        )
        {
            ["type"] = SlackKind.Command,
        };
        return await TakeAsync(JsonSerializer.SerializeToElement(payload));
    }

    /// <summary>Events; docs.slack.dev/apis/events-api/using-http-request-urls.</summary>
    internal async Task<IResult> EventsAsync(HttpRequest request)
    {
        var (body, answer) = await door.OpenAsync(request);
        if (body is null)
            return answer!;
        if (SlackJson.Object(body) is not { } payload)
            return SlackDoor.NotUnderstood;
        if (payload.Text("type") == "url_verification")
            return payload.Text("challenge") is { } challenge ? Results.Text(challenge) : SlackDoor.NotUnderstood;
        return await TakeAsync(payload);
    }

    private async Task<IResult> TakeAsync(JsonElement? payload)
    {
        if (payload is not { } sent)
            return SlackDoor.NotUnderstood;
        var receipt = await inbound.TakeAsync(sent);
        return receipt.Received switch
        {
            SlackReceived.Stranger => SlackDoor.Stranger,
            SlackReceived.NotUnderstood => SlackDoor.NotUnderstood,
            SlackReceived.Unready => SlackDoor.Unready,
            _ when receipt.Payload is { } payloadBack => Results.Text(SlackJson.Write(payloadBack), "application/json"),
            _ => Results.Ok(),
        };
    }
}
