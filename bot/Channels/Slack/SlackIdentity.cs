namespace OpsBot.Bot.Channels.Slack;

/// <summary>Who the bot is in its workspace.</summary>
/// <param name="TeamId">The workspace.</param>
/// <param name="BotId">The bot: what its own messages carry.</param>
internal sealed record SlackIdentity(string TeamId, string BotId)
{
    /// <summary>The workspace's name.</summary>
    internal string Team { get; init; } = "";

    /// <summary>The bot as a user: what mentions of it name.</summary>
    internal string UserId { get; init; } = "";

    /// <summary>When Slack said so, by its own clock.</summary>
    internal DateTimeOffset? At { get; init; }

    /// <summary>The app, where Slack says.</summary>
    internal string? AppId { get; init; }

    /// <summary>What the installation was granted.</summary>
    internal IReadOnlyList<string> Scopes { get; init; } = [];
}
