namespace OpsBot.Bot.Channels.Slack;

/// <summary>Who the bot is in its workspace; asked once, then known.</summary>
internal sealed class SlackWorkspace(SlackClient client, SlackOptions options)
{
    private volatile SlackIdentity? known;

    /// <summary>The bot's identity, where Slack was already asked.</summary>
    internal SlackIdentity? Known => known;

    /// <summary>The bot's identity.</summary>
    /// <exception cref="OutsideException">Slack could not be asked.</exception>
    internal async Task<SlackIdentity> IdentityAsync(CancellationToken cancel) =>
        known ??= await client.WhoAmIAsync(cancel);

    /// <summary>A workspace is the one whose members may decide.</summary>
    /// <exception cref="OutsideException">Slack could not be asked.</exception>
    internal async Task<bool> IsOursAsync(string? team, CancellationToken cancel) =>
        team is { Length: > 0 }
        && team == (options.TeamId is { Length: > 0 } set ? set : (await IdentityAsync(cancel)).TeamId);
}
