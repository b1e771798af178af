namespace OpsBot.Bot.Channels.Slack;

/// <summary>Keeps what is known of people fresh, so that a click is checked without asking Slack first.</summary>
internal sealed partial class SlackRoster(SlackPeople people, TimeProvider clock, ILogger<SlackRoster> log)
    : BackgroundService
{
    /// <summary>A third of how long it is believed: one or two failures in a row do no harm.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await RefreshAsync(stoppingToken);
            await Task.Delay(Every, clock, stoppingToken);
        }
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        try
        {
            await people.RefreshAsync(cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Also where Slack's answer is none that can be read: it must not end the bot.
            Log.NotAsked(log, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Slack could not be asked who people are; asked again soon: {Why}"
        )]
        internal static partial void NotAsked(ILogger log, string why);
    }
}
