using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Hears at once when another bot on the same database was told to pause or to resume a loop.</summary>
internal sealed partial class PauseNews(
    NodeRegister nodes,
    IPauses pauses,
    Wake wake,
    TimeProvider clock,
    ILogger<PauseNews> logger
) : BackgroundService
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await nodes.ListenAsync(() => RememberAsync(stoppingToken), stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotListening(logger, error.Message);
                await Task.Delay(Later, clock, stoppingToken);
            }
        }
    }

    private async Task RememberAsync(CancellationToken cancel)
    {
        await pauses.RememberAsync(cancel);
        wake.Runs();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "News of pauses come late, with every heartbeat: {Why}")]
        internal static partial void NotListening(ILogger logger, string why);
    }
}
