using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack;

/// <summary>The line to the bot: signed requests, and the two rights that go with each: to open a view, and to answer.</summary>
internal sealed class BotLine(BotDoor door, Triggers triggers, ResponseUrls urls)
{
    internal string Trigger(string user, string? viewId = null) => triggers.Issue(user, viewId);

    internal string ResponseUrl(string user, string channel, SlackMessage? source = null) =>
        urls.Issue(user, channel, source);

    internal Task<BotAnswer> InteractAsync(JsonObject payload, CancellationToken stop) =>
        door.SendAsync("slack/interactivity", [new("payload", payload.ToJsonString())], stop);

    internal Task<BotAnswer> CommandAsync(IReadOnlyDictionary<string, string> form, CancellationToken stop) =>
        door.SendAsync("slack/commands", form, stop);

    /// <summary>Shows what the bot answered to a command; an error code when Slack would not.</summary>
    internal string? Show(string user, string channel, JsonElement answer) => urls.Show(user, channel, null, answer);
}
