namespace OpsBot.Bot.Channels.Slack;

/// <summary>Who the bot is in its workspace; asked once, then known.</summary>
internal sealed class SlackWorkspace(SlackClient client, SlackOptions options)
{
    private volatile SlackIdentity? known;
    private volatile string? socketApp;

    /// <summary>The app that everything from Slack must be meant for, where it is known.</summary>
    internal string? AppId => known?.AppId ?? socketApp;

    /// <summary>A socket's greeting said which app it is for: <c>auth.test</c> does not always.</summary>
    internal void HeardApp(string app) => socketApp = app;

    /// <summary>The bot's identity, asked anew.</summary>
    /// <exception cref="OutsideException">Slack could not be asked, or does not know the token.</exception>
    internal async Task<SlackIdentity> AskAsync(CancellationToken cancel) => known = await client.WhoAmIAsync(cancel);

    /// <summary>The bot's identity.</summary>
    /// <exception cref="OutsideException">Slack could not be asked.</exception>
    internal async Task<SlackIdentity> IdentityAsync(CancellationToken cancel) =>
        known ??= await client.WhoAmIAsync(cancel);

    /// <summary>The workspace whose members may decide.</summary>
    /// <exception cref="OutsideException">Slack could not be asked.</exception>
    internal async Task<string> TeamAsync(CancellationToken cancel) =>
        options.TeamId is { Length: > 0 } set ? set : (await IdentityAsync(cancel)).TeamId;

    /// <summary>A workspace is that one.</summary>
    /// <exception cref="OutsideException">Slack could not be asked.</exception>
    internal async Task<bool> IsOursAsync(string? team, CancellationToken cancel) =>
        team is { Length: > 0 } && team == await TeamAsync(cancel);
}
