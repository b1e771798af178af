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

    private readonly HashSet<Task> advancing = [];

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
            await Task.WhenAll(advancing);
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
            Log.CannotClaim(logger, error);
            await Task.Delay(Look, clock, cancel);
        }
    }

    private async Task ClaimAsync(CancellationToken cancel)
    {
        if (advancing.Count >= AtOnce)
            await Task.WhenAny(advancing);
        advancing.RemoveWhere(task => task.IsCompleted);
        var runs = await store.ClaimAsync(runner.Running, AtOnce - advancing.Count, cancel);
        foreach (var run in runs)
            advancing.Add(Task.Run(() => AdvanceAsync(run, cancel), CancellationToken.None));
        if (runs.Count == 0)
            await wake.RunsAsync(Look, cancel);
    }

    private async Task AdvanceAsync(Run run, CancellationToken cancel)
    {
        using var scope = Log.Scope(logger, run.Loop, run.Id, run.Subject.Name);
        try
        {
            await runner.AdvanceAsync(run, cancel);
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
            // The store is in trouble: the lease runs out and the run is taken up from what was stored last.
            Log.CannotAdvance(logger, run.Id, error);
        }
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

        [LoggerMessage(LogLevel.Error, "Run {Run} could not be stored; it is taken up again when its lease ends")]
        internal static partial void CannotAdvance(ILogger logger, RunId run, Exception error);

        [LoggerMessage(LogLevel.Information, "Run {Run} stops here for now: the bot is shutting down")]
        internal static partial void Stopped(ILogger logger, RunId run);
    }
}
