using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Lets the other bots on the same database know that this one lives, and learns which do not.</summary>
internal sealed partial class Heartbeat(NodeRegister nodes, Wake wake, TimeProvider clock, ILogger<Heartbeat> logger)
    : BackgroundService
{
    /// <summary>One that takes longer is none: the others must hear of this bot in time, or it of its silence.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private bool isHeard = true;

    /// <summary>Comes after every worker has come to its end: until then this bot holds runs, and must be heard of.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await nodes.LeaveAsync(cancellationToken);
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
        await InTimeAsync(nodes.BeatAsync, cancel);
        if (!isHeard)
            Log.HeardAgain(logger);
        isHeard = true;
        try
        {
            await InTimeAsync(BuryAsync, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            Log.NotBuried(logger, error.Message);
        }
    }

    private async Task BuryAsync(CancellationToken cancel)
    {
        var dead = await nodes.BuryAsync(cancel);
        foreach (var node in dead)
            Log.TookOver(logger, node);
        if (dead.Count > 0)
            wake.Runs();
    }

    private async Task InTimeAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Late, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        await work(either.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The database does not answer; nothing is begun until it does: {Why}")]
        internal static partial void NotHeard(ILogger logger, string why);

        [LoggerMessage(LogLevel.Information, "The database answers again")]
        internal static partial void HeardAgain(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Bot {Node} is not heard of any more: what it had in hand goes on elsewhere")]
        internal static partial void TookOver(ILogger logger, string node);

        [LoggerMessage(LogLevel.Warning, "What a dead bot had in hand is not free yet: {Why}")]
        internal static partial void NotBuried(ILogger logger, string why);

        [LoggerMessage(LogLevel.Warning, "Could not leave in good order; the others will notice")]
        internal static partial void NotLeft(ILogger logger, Exception error);
    }
}
