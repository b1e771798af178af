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
    private const int AtOnce = 64;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>What failed with the store may fail with it again: it is not tried on and on.</summary>
    private static readonly TimeSpan TakesBackEvery = TimeSpan.FromSeconds(2);

    private readonly Dictionary<RunId, Task<bool>> advancing = [];

    /// <summary>Runs may be leased to this bot that it does not work on.</summary>
    private bool holdsMore;
    private long takenBackAt = clock.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await TryClaimAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            // What was begun comes to a stored end: the host waits for it before the process ends.
            await Task.WhenAll(advancing.Values);
        }
    }

    private async Task TryClaimAsync(CancellationToken cancel)
    {
        try
        {
            await ClaimAsync(cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // It may have claimed, and not have heard so.
            holdsMore = true;
            Log.CannotClaim(logger, error);
            await Task.Delay(Look, clock, cancel);
        }
    }

    private async Task ClaimAsync(CancellationToken cancel)
    {
        if (advancing.Count >= AtOnce)
            await Task.WhenAny(advancing.Values);
        await ForgetAsync();
        await TakeBackAsync(cancel);
        var runs = await store.ClaimAsync(runner.Running, AtOnce - advancing.Count, cancel);
        foreach (var run in runs)
            advancing[run.Id] = Task.Run(() => AdvanceAsync(run, cancel), CancellationToken.None);
        if (runs.Count == 0)
            await wake.RunsAsync(Look, cancel);
    }

    private async Task ForgetAsync()
    {
        foreach (var (run, task) in advancing)
            if (task.IsCompleted)
            {
                holdsMore |= !await task;
                advancing.Remove(run);
            }
    }

    /// <summary>Nobody else would take them before their leases end, since this bot lives.</summary>
    private async Task TakeBackAsync(CancellationToken cancel)
    {
        if (!holdsMore || clock.GetElapsedTime(takenBackAt) < TakesBackEvery)
            return;
        takenBackAt = clock.GetTimestamp();
        if (await store.LetGoAsync(runner.Running, advancing.Keys.ToHashSet(), cancel) is > 0 and var runs)
            Log.TakenBack(logger, runs);
        holdsMore = false;
    }

    /// <returns>Whether its lease is as it should be; else this bot may still hold it.</returns>
    private async Task<bool> AdvanceAsync(Run run, CancellationToken cancel)
    {
        using var scope = Log.Scope(logger, run.Loop, run.Id, run.Subject.Name);
        try
        {
            await runner.AdvanceAsync(run, cancel);
            return true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Log.Stopped(logger, run.Id);
        }
        catch (OperationCanceledException)
        {
            Log.LetGo(logger, run.Id);
        }
        catch (Exception error)
        {
            // Where the store is in trouble the run is taken up from what was stored last, else when its lease ends.
            Log.CannotAdvance(logger, run.Id, error);
            return error is not StoreException;
        }

        return false;
    }

    private static partial class Log
    {
        internal static readonly Func<ILogger, LoopName, RunId, string, IDisposable?> Scope = LoggerMessage.DefineScope<
            LoopName,
            RunId,
            string
        >("{Loop} {Run} {Subject}");

        [LoggerMessage(
            LogLevel.Warning,
            "Run {Run} is let go: this bot was not heard of for a while, others may have taken it over"
        )]
        internal static partial void LetGo(ILogger logger, RunId run);

        [LoggerMessage(LogLevel.Error, "Due runs cannot be claimed")]
        internal static partial void CannotClaim(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "Run {Run} could not be stored; it is taken up again")]
        internal static partial void CannotAdvance(ILogger logger, RunId run, Exception error);

        [LoggerMessage(LogLevel.Information, "The store works again: {Count} runs go on from what was stored last")]
        internal static partial void TakenBack(ILogger logger, int count);

        [LoggerMessage(LogLevel.Information, "Run {Run} stops here for now: the bot is shutting down")]
        internal static partial void Stopped(ILogger logger, RunId run);
    }
}
