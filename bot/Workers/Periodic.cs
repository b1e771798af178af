namespace OpsBot.Bot.Workers;

/// <summary>Does one thing at start and then again and again. A failure is logged and the next time is not missed for it.</summary>
/// <param name="name">What it does, for the log.</param>
/// <param name="every">How long between two times.</param>
/// <param name="work">What to do.</param>
/// <param name="clock">Counts the time.</param>
/// <param name="logger">Takes failures.</param>
internal sealed partial class Periodic(
    string name,
    TimeSpan every,
    Func<CancellationToken, Task> work,
    TimeProvider clock,
    ILogger<Periodic> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        do
        {
            try
            {
                await work(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (OutsideException failure)
            {
                Log.Later(logger, name, failure.Message);
            }
            catch (Exception error)
            {
                Log.Failed(logger, name, error);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Work} did not work this time and is tried again later: {Why}")]
        internal static partial void Later(ILogger logger, string work, string why);

        [LoggerMessage(LogLevel.Error, "{Work} failed and is tried again later")]
        internal static partial void Failed(ILogger logger, string work, Exception error);
    }
}
