namespace OpsBot.Bot.Channels.Slack;

/// <summary>Asks Slack at start who the bot is, so that a wrong token is told before the first card.</summary>
internal sealed partial class SlackGreeting(SlackWorkspace workspace, TimeProvider clock, ILogger<SlackGreeting> log)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await GreetAsync(stoppingToken))
            await Task.Delay(Again, clock, stoppingToken);
    }

    private async Task<bool> GreetAsync(CancellationToken cancel)
    {
        try
        {
            var identity = await workspace.IdentityAsync(cancel);
            Log.Connected(log, identity.Team, identity.TeamId);
            var missing = SlackScopes.All.Except(identity.Scopes).ToList();
            if (identity.Scopes.Count > 0 && missing.Count > 0)
                Log.ScopesMissing(log, string.Join(", ", missing));
            return true;
        }
        catch (OutsideException failure)
        {
            Log.NotConnected(log, failure.Message);
            return failure.Kind is FailureKind.Broken;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Slack: connected to {Team} ({TeamId})")]
        internal static partial void Connected(ILogger log, string team, string teamId);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Slack: the app lacks the scopes {Missing}; install it again from manifest/slack/manifest.json"
        )]
        internal static partial void ScopesMissing(ILogger log, string missing);

        [LoggerMessage(Level = LogLevel.Error, Message = "Slack: not connected. {Why}")]
        internal static partial void NotConnected(ILogger log, string why);
    }
}
