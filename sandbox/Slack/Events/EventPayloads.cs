using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Events;

/// <summary>Writes events the way Slack writes them. Source: docs.slack.dev/reference/events and the recorded ones.</summary>
internal sealed class EventPayloads(PretendSlackOptions options, Workspace workspace, Payloads payloads)
{
    /// <summary>The outer part, the same for all: an id that stays the same when the event is sent again.</summary>
    internal JsonObject Envelope(JsonObject happened)
    {
        var ts = workspace.NextTs();
        happened["event_ts"] ??= ts;
        var channel = workspace.Channel((happened["channel"] as JsonValue)?.GetValue<string>());
        return new()
        {
            ["token"] = options.VerificationToken,
            ["team_id"] = options.TeamId,
            ["context_team_id"] = options.TeamId,
            ["context_enterprise_id"] = null,
            ["api_app_id"] = options.AppId,
            ["event"] = happened,
            ["type"] = "event_callback",
            ["event_id"] = "Ev" + Convert.ToHexString(RandomNumberGenerator.GetBytes(5)),
            ["event_time"] = long.Parse(ts.Split('.')[0], CultureInfo.InvariantCulture),
            ["authorizations"] = new JsonArray(
                new JsonObject
                {
                    ["enterprise_id"] = null,
                    ["team_id"] = options.TeamId,
                    ["user_id"] = options.BotUserId,
                    ["is_bot"] = true,
                    ["is_enterprise_install"] = false,
                }
            ),
            ["is_ext_shared_channel"] = channel?.IsExtShared ?? false,
            ["event_context"] = $"4-{RandomNumberGenerator.GetHexString(32, lowercase: true)}",
        };
    }

    internal JsonObject Message(SlackMessage message, SlackChannel channel)
    {
        var happened = payloads.Message(message, withMetadata: false);
        if (message.IsReply && message.IsBroadcast)
            happened["subtype"] = "thread_broadcast";
        if (message.IsReply && workspace.Message(message.Channel, message.ThreadTs) is { } parent)
            happened["parent_user_id"] = parent.User;
        if (message.User != options.BotUserId)
            happened["client_msg_id"] = Sockets.Envelopes.NewId();
        happened["channel"] = message.Channel;
        happened["event_ts"] = message.Ts;
        happened["channel_type"] = TypeOf(channel);
        return happened;
    }

    internal JsonObject Mention(SlackMessage message, SlackChannel channel)
    {
        var happened = Message(message, channel);
        happened["type"] = "app_mention";
        happened.Remove("channel_type");
        return happened;
    }

    internal JsonObject Changed(SlackMessage message, SlackMessage before, SlackChannel channel)
    {
        var happened = Hidden("message_changed", channel);
        happened["message"] = payloads.Message(message, withMetadata: false);
        happened["previous_message"] = payloads.Message(before, withMetadata: false);
        return happened;
    }

    internal JsonObject Deleted(SlackMessage message, SlackChannel channel)
    {
        var happened = Hidden("message_deleted", channel);
        happened["deleted_ts"] = message.Ts;
        happened["previous_message"] = payloads.Message(message, withMetadata: false);
        return happened;
    }

    internal JsonObject HomeOpened(string user, SlackChannel direct, string tab, SlackView? view)
    {
        var happened = new JsonObject
        {
            ["type"] = "app_home_opened",
            ["user"] = user,
            ["channel"] = direct.Id,
            ["tab"] = tab,
        };
        if (view is not null && tab == "home")
            happened["view"] = payloads.View(view);
        return happened;
    }

    internal JsonObject Joined(string user, SlackChannel channel, string? inviter)
    {
        var happened = new JsonObject
        {
            ["type"] = "member_joined_channel",
            ["user"] = user,
            ["channel"] = channel.Id,
            ["channel_type"] = channel.IsPrivate ? "G" : "C",
            ["team"] = options.TeamId,
        };
        if (inviter is not null)
            happened["inviter"] = inviter;
        return happened;
    }

    internal static JsonObject Archived(SlackChannel channel, string user) =>
        new()
        {
            ["type"] = channel.IsPrivate ? "group_archive" : "channel_archive",
            ["channel"] = channel.Id,
            ["user"] = user,
            ["is_moved"] = 0,
        };

    internal JsonObject TokensRevoked() =>
        new()
        {
            ["type"] = "tokens_revoked",
            ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray(options.BotUserId) },
        };

    internal JsonObject RateLimited(DateTimeOffset now) =>
        new()
        {
            ["token"] = options.VerificationToken,
            ["type"] = "app_rate_limited",
            ["team_id"] = options.TeamId,
            ["minute_rate_limited"] = now.ToUnixTimeSeconds() / 60 * 60,
            ["api_app_id"] = options.AppId,
        };

    private static string TypeOf(SlackChannel channel) =>
        channel.ScopeFamily switch
        {
            "im" => "im",
            "groups" => "group",
            _ => "channel",
        };

    private JsonObject Hidden(string subtype, SlackChannel channel)
    {
        var ts = workspace.NextTs();
        return new()
        {
            ["type"] = "message",
            ["subtype"] = subtype,
            ["channel"] = channel.Id,
            ["hidden"] = true,
            ["ts"] = ts,
            ["event_ts"] = ts,
            ["channel_type"] = TypeOf(channel),
        };
    }
}
