using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// Shortcuts: from the menu of a message, or from the box where people type. Source:
/// docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload.
/// </summary>
internal sealed class Shortcuts(PretendSlackOptions options, Workspace workspace, Payloads payloads, BotLine line)
{
    internal async Task<ClickReply> OnMessageAsync(
        string user,
        string channel,
        string ts,
        string callbackId,
        CancellationToken stop
    )
    {
        Demand(callbackId, isGlobal: false);
        var person = workspace.ActiveUser(user);
        var message =
            workspace.Message(channel, ts)
            ?? throw new InvalidOperationException($"there is no message {ts} in {channel}");
        if (message.OnlyFor is not null)
            throw new InvalidOperationException("Slack offers no shortcuts on a message that only one person sees");
        var payload = Head("message_action", person);
        payload["callback_id"] = callbackId;
        payload["action_ts"] = workspace.NextTs();
        payload["trigger_id"] = line.Trigger(user);
        payload["channel"] = Payloads.ChannelName(workspace.Channel(channel)!);
        payload["message_ts"] = ts;
        payload["message"] = payloads.Message(message, withMetadata: false);
        payload["response_url"] = line.ResponseUrl(user, channel, message);
        var answer = await line.InteractAsync(payload, stop);
        return new(answer.Status, answer.Error);
    }

    internal async Task<ClickReply> GlobalAsync(string user, string callbackId, CancellationToken stop)
    {
        Demand(callbackId, isGlobal: true);
        var payload = Head("shortcut", workspace.ActiveUser(user));
        payload["callback_id"] = callbackId;
        payload["action_ts"] = workspace.NextTs();
        payload["trigger_id"] = line.Trigger(user);
        var answer = await line.InteractAsync(payload, stop);
        return new(answer.Status, answer.Error);
    }

    private JsonObject Head(string type, SlackUser user)
    {
        var head = payloads.Envelope(type, user);
        if (!options.ShortcutsNameTheApp)
            head.Remove("api_app_id");
        return head;
    }

    private void Demand(string callbackId, bool isGlobal)
    {
        if (!options.Shortcuts.Any(one => one.CallbackId == callbackId && one.IsGlobal == isGlobal))
            throw new InvalidOperationException($"the app has no such shortcut: {callbackId}");
    }
}

/// <summary>A shortcut as the manifest declares it.</summary>
internal sealed record SlackShortcut(string CallbackId, string Name, bool IsGlobal = false);
