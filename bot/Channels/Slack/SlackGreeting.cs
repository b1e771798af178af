namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Asks Slack at start who the bot is, so that a wrong token is told before the first card; and again after the app was
/// removed, until it is back.
/// </summary>
internal sealed partial class SlackGreeting(
    SlackWorkspace workspace,
    SlackStanding standing,
    TimeProvider clock,
    ILogger<SlackGreeting> log
) : BackgroundService
{
    private static readonly TimeSpan Slowly = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            while (await GreetAsync(stoppingToken) is { } wait)
                await Task.Delay(wait, clock, stoppingToken);
            await standing.LostAsync(stoppingToken);
            await Task.Delay(SlackStanding.Again, clock, stoppingToken);
        }
    }

    /// <returns>When to ask again; nothing where Slack knows the token.</returns>
    private async Task<TimeSpan?> GreetAsync(CancellationToken cancel)
    {
        try
        {
            var identity = await workspace.AskAsync(cancel);
            if (standing.IsBack())
                Log.Back(log);
            Log.Connected(log, identity.Team, identity.TeamId);
            var missing = SlackScopes.All.Except(identity.Scopes).ToList();
            if (identity.Scopes.Count > 0 && missing.Count > 0)
                Log.ScopesMissing(log, string.Join(", ", missing));
            return null;
        }
        catch (OutsideException failure)
        {
            Log.NotConnected(log, failure.Message);
            return failure.Kind is FailureKind.Broken && standing.Trouble is null ? Slowly : SlackStanding.Again;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Slack: connected to {Team} ({TeamId})")]
        internal static partial void Connected(ILogger log, string team, string teamId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slack: the app is installed again; what waited is posted")]
        internal static partial void Back(ILogger log);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Slack: the app lacks the scopes {Missing}; install it again from manifest/slack/manifest.json"
        )]
        internal static partial void ScopesMissing(ILogger log, string missing);

        [LoggerMessage(Level = LogLevel.Error, Message = "Slack: not connected. {Why}")]
        internal static partial void NotConnected(ILogger log, string why);
    }
}
