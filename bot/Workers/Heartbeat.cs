using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Lets the other bots on the same database know that this one lives, and learns which do not.</summary>
internal sealed partial class Heartbeat(
    PostgresServer server,
    IPauses pauses,
    Wake wake,
    TimeProvider clock,
    ILogger<Heartbeat> logger
) : BackgroundService
{
    private bool isHeard = true;

    /// <summary>Comes after every worker has come to its end: until then this bot holds runs, and must be heard of.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await server.LeaveAsync(cancellationToken);
        }
        catch (Exception error)
        {
            Log.NotLeft(logger, error);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Node.Beat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await BeatAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (isHeard)
                    Log.NotHeard(logger, error.Message);
                isHeard = false;
            }
        }
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        var dead = await server.BeatAsync(cancel);
        await pauses.RememberAsync(cancel);
        if (!isHeard)
            Log.HeardAgain(logger);
        isHeard = true;
        foreach (var node in dead)
            Log.TookOver(logger, node);
        if (dead.Count > 0)
            wake.Runs();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The database does not answer; nothing is begun until it does: {Why}")]
        internal static partial void NotHeard(ILogger logger, string why);

        [LoggerMessage(LogLevel.Information, "The database answers again")]
        internal static partial void HeardAgain(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Bot {Node} is not heard of any more: what it had in hand goes on elsewhere")]
        internal static partial void TookOver(ILogger logger, string node);

        [LoggerMessage(LogLevel.Warning, "Could not leave in good order; the others will notice")]
        internal static partial void NotLeft(ILogger logger, Exception error);
    }
}
