using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Claims due runs and takes each as far as it can go, several side by side.</summary>
internal sealed partial class RunWorker(
    IRunStore store,
    Runner runner,
    Wake wake,
    TimeProvider clock,
    ILogger<RunWorker> logger
) : BackgroundService
{
    private const int AtOnce = 32;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than any call outside may take, its quick retries included.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim free = new(AtOnce, AtOnce);

    public override void Dispose()
    {
        free.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await ClaimAsync(stoppingToken))
                    await wake.RunsAsync(Look, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                Log.CannotClaim(logger, error);
                await Task.Delay(Look, clock, stoppingToken);
            }
        }

        // What was begun is finished: the host waits for it before the process ends.
        for (var held = 0; held < AtOnce; held++)
            await free.WaitAsync(CancellationToken.None);
    }

    private async Task<bool> ClaimAsync(CancellationToken cancel)
    {
        await free.WaitAsync(cancel);
        var places = 1;
        while (places < AtOnce && free.Wait(0, CancellationToken.None))
            places++;
        IReadOnlyList<Run> runs = [];
        try
        {
            runs = await store.ClaimAsync(places, Lease, cancel);
        }
        finally
        {
            if (places > runs.Count)
                free.Release(places - runs.Count);
        }

        foreach (var run in runs)
            _ = Task.Run(() => AdvanceAsync(run, cancel), CancellationToken.None);
        return runs.Count > 0;
    }

    private async Task AdvanceAsync(Run run, CancellationToken cancel)
    {
        using var scope = logger.BeginScope("{Loop} {Run} {Subject}", run.Loop, run.Id, run.Subject.Name);
        try
        {
            await runner.AdvanceAsync(run, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Log.Stopped(logger, run.Id);
        }
        catch (Exception error)
        {
            // The store is in trouble: the lease runs out and the run is taken up from what was stored last.
            Log.CannotAdvance(logger, run.Id, error);
        }
        finally
        {
            free.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Due runs cannot be claimed")]
        internal static partial void CannotClaim(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "Run {Run} could not be stored; it is taken up again when its lease ends")]
        internal static partial void CannotAdvance(ILogger logger, RunId run, Exception error);

        [LoggerMessage(LogLevel.Information, "Run {Run} stops here for now: the bot is shutting down")]
        internal static partial void Stopped(ILogger logger, RunId run);
    }
}
