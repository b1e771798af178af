using System.Text.Json;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Keeps out what Slack sent and is not for us: another app's, another workspace's, and the bot's own echo.</summary>
internal sealed class SlackGuard(SlackWorkspace workspace)
{
    /// <summary>What people write; every other subtype tells of a change, a join, or a bot.</summary>
    private static readonly string[] Written = ["thread_broadcast", "file_share", "me_message"];

    /// <summary>Several apps may share an address. Shortcuts do not always say whose they are.</summary>
    internal bool IsForAnotherApp(JsonElement payload) =>
        workspace.AppId is { } ours && payload.Text("api_app_id") is { } app && app != ours;

    /// <summary>An event that nobody here is to see.</summary>
    /// <exception cref="OutsideException">Slack cannot be asked whose workspace this is.</exception>
    internal async Task<bool> DropsAsync(JsonElement payload, CancellationToken cancel)
    {
        if (payload.Text("type") != "event_callback")
            return false;
        if (!await workspace.IsOursAsync(payload.Text("team_id"), cancel))
            return true;
        return payload.TryGetProperty("event", out var happened) && (IsUnwritten(happened) || await IsEchoAsync());

        async Task<bool> IsEchoAsync()
        {
            var (bot, user) = (happened.Text("bot_id"), happened.Text("user"));
            if (bot is null && user is null)
                return false;
            var own = await workspace.IdentityAsync(cancel);
            return (bot is not null && bot == own.BotId) || (user is not null && user == own.UserId);
        }
    }

    private static bool IsUnwritten(JsonElement happened) =>
        happened.Text("type") is "message" or "app_mention"
        && happened.Text("subtype") is { } subtype
        && !Written.Contains(subtype);
}
