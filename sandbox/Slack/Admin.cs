using System.Text.Json.Nodes;
using OpsBot.Sandbox.Slack.Api;
using OpsBot.Sandbox.Slack.Events;

namespace OpsBot.Sandbox.Slack;

/// <summary>What owners and administrators do to channels and to the app.</summary>
internal sealed class Admin(
    PretendSlackOptions options,
    Workspace workspace,
    EventFeed feed,
    EventPayloads payloads,
    Tokens tokens
)
{
    /// <summary>Somebody comes into a channel, or, with the bot's own id, the bot is invited.</summary>
    internal void Join(string user, string channel, string? inviter = null)
    {
        var place = Find(channel);
        var isBot = user == options.BotUserId;
        var joined = isBot
            ? place with
            {
                HasBot = true,
            }
            : place with
            {
                Members = place.Members is { } members ? [.. members.Where(member => member != user), user] : null,
            };
        workspace.Put(joined);
        if (joined.HasBot)
            feed.Tell(
                "member_joined_channel",
                joined.ScopeFamily + ":read",
                () => payloads.Joined(user, joined, inviter)
            );
    }

    internal void RemoveBot(string channel) => workspace.Put(Find(channel) with { HasBot = false });

    internal void Archive(string channel, string user)
    {
        var place = Find(channel);
        workspace.Put(place with { IsArchived = true });
        if (place.HasBot)
            feed.Tell(
                place.IsPrivate ? "group_archive" : "channel_archive",
                place.ScopeFamily + ":read",
                () => EventPayloads.Archived(place, user)
            );
    }

    /// <summary>The bot token opens nothing any more, and the app is told.</summary>
    internal void RevokeTokens()
    {
        tokens.BotTokenError = "token_revoked";
        feed.Tell("tokens_revoked", null, payloads.TokensRevoked);
    }

    /// <summary>The app is taken out of the workspace.</summary>
    internal void Uninstall()
    {
        tokens.BotTokenError = "account_inactive";
        feed.Tell("tokens_revoked", null, payloads.TokensRevoked);
        feed.Tell("app_uninstalled", null, static () => new JsonObject { ["type"] = "app_uninstalled" });
    }

    /// <summary>The app is installed again: the tokens are good.</summary>
    internal void Install() => tokens.BotTokenError = null;

    private SlackChannel Find(string channel) =>
        workspace.Channel(channel) ?? throw new InvalidOperationException($"there is no channel {channel}");
}
