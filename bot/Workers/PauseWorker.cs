namespace OpsBot.Bot.Workers;

/// <summary>
/// Ends pauses whose time is over, tells that a loop tripped, and learns what other nodes were told. Looks every second: a pause
/// set elsewhere is known here no later.
/// </summary>
internal sealed partial class PauseWorker(
    ILoopStore store,
    IPauses pauses,
    ITrips trips,
    LoopNews news,
    ILogger<PauseWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Looks once.</summary>
    internal async Task KeepAsync(CancellationToken cancel)
    {
        await pauses.RememberAsync(cancel);
        foreach (var over in await store.EndPausesAsync(news.PaceOf, cancel))
            await news.PauseIsOverAsync(over, cancel);
        foreach (var state in await store.StatesAsync(cancel))
            if (state is { Tripped: { } why, TripTold: false } && news.MaySay(state.Loop, LoopNews.Trip))
                await TellAsync(state.Loop, why, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(stoppingToken);
                await Task.Delay(Look, news.Clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.Failed(logger, error);
                await Task.Delay(Look * 10, news.Clock, stoppingToken);
            }
        }
    }

    private async Task TellAsync(LoopName loop, string why, CancellationToken cancel)
    {
        // Of several bots one tells it.
        if (!await trips.ToldAsync(loop, true, cancel))
            return;
        Log.Tripped(logger, loop, why);
        var isKnown = false;
        try
        {
            isKnown = await news.TrippedAsync(loop, why, cancel);
        }
        finally
        {
            // Also where the bot is being stopped: another one tells it, or this one after its next start.
            if (!isKnown)
                await trips.ToldAsync(loop, false, CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Loop} tripped and stops until somebody resumes it: {Why}")]
        internal static partial void Tripped(ILogger logger, LoopName loop, string why);

        [LoggerMessage(LogLevel.Error, "Pauses could not be looked after")]
        internal static partial void Failed(ILogger logger, Exception error);
    }
}
