using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Slack.Events;
using OpsBot.Sandbox.Slack.Sockets;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// The line to the bot: signed requests, or envelopes where Socket Mode is on, and the two rights that go with each: to open a
/// view, and to answer.
/// </summary>
internal sealed class BotLine(
    PretendSlackOptions options,
    BotDoor door,
    Envelopes envelopes,
    Triggers triggers,
    ResponseUrls urls
)
{
    internal string Trigger(string user, string? viewId = null) => triggers.Issue(user, viewId);

    internal string ResponseUrl(string user, string channel, SlackMessage? source = null) =>
        urls.Issue(user, channel, source);

    internal Task<BotAnswer> InteractAsync(JsonObject payload, CancellationToken stop) =>
        options.Socket.IsOn
            ? envelopes.SendAsync(new("interactive", payload, TakesAnswer(payload)), stop)
            : door.SendAsync("slack/interactivity", [new("payload", payload.ToJsonString())], stop);

    internal Task<BotAnswer> CommandAsync(IReadOnlyDictionary<string, string> form, CancellationToken stop) =>
        options.Socket.IsOn
            ? envelopes.SendAsync(new("slash_commands", AsJson(form), TakesAnswer: true), stop)
            : door.SendAsync("slack/commands", form, stop);

    internal Task<BotAnswer> EventAsync(JsonObject happened, EventTry which, CancellationToken stop)
    {
        if (options.Socket.IsOn)
        {
            var envelope = new Envelope("events_api", happened, TakesAnswer: false)
            {
                Id = options.Socket.KeepsEnvelopeId ? which.EnvelopeId : null,
                Attempt = which.Attempt,
                RetryReason = which.Reason,
            };
            return envelopes.SendAsync(envelope, stop);
        }

        KeyValuePair<string, string>[] headers =
            which.Attempt == 0
                ? []
                :
                [
                    new("x-slack-retry-num", which.Attempt.ToString(CultureInfo.InvariantCulture)),
                    new("x-slack-retry-reason", which.Reason),
                ];
        return door.SendEventAsync(happened, headers, stop);
    }

    /// <summary>Slack's word for why an event is sent again.</summary>
    internal string ReasonOf(BotAnswer answer) =>
        answer.Error switch
        {
            "operation_timeout" => options.Socket.IsOn ? "timeout" : "http_timeout",
            _ when answer.Status is null => "connection_failed",
            _ => "http_error",
        };

    /// <summary>Shows what the bot answered to a command; an error code when Slack would not.</summary>
    internal string? Show(string user, string channel, JsonElement answer) => urls.Show(user, channel, null, answer);

    private static bool TakesAnswer(JsonObject payload) => payload["type"]!.GetValue<string>() == "view_submission";

    private static JsonObject AsJson(IReadOnlyDictionary<string, string> form) =>
        [.. form.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))];
}
