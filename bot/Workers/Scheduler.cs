using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>
/// Does what is scheduled. When is kept in the store: of several nodes one does each firing, and firings that were missed while no
/// node ran are one at the next start. A failure is logged and the next time is not missed for it.
/// </summary>
internal sealed partial class Scheduler(
    ScheduleStore store,
    IEnumerable<Job> jobs,
    TimeProvider clock,
    ILogger<Scheduler> logger
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Less than a lease: nobody else may begin what is still being done.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, Job> byName = jobs.ToDictionary(job => job.Name);
    private readonly HashSet<Task> working = [];

    /// <summary>Keeps every job's schedule.</summary>
    internal async Task BeginAsync()
    {
        var now = clock.GetUtcNow();
        foreach (var job in byName.Values)
            await store.EnsureAsync(job.Name, job.Times.Words, job.AtStart ? now : job.Times.After(now));
    }

    /// <summary>Begins what is due.</summary>
    /// <returns>What was begun; to be waited for.</returns>
    internal async Task<IReadOnlyList<Task>> FireDueAsync(CancellationToken cancel)
    {
        var begun = new List<Task>();
        foreach (var name in await store.DueAsync(cancel))
            if (byName.TryGetValue(name, out var job) && await store.ClaimAsync(name, cancel) is { } held)
                begun.Add(DoAsync(job, held, cancel));
        return begun;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isKept = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isKept)
                    await BeginAsync();
                isKept = true;
                working.RemoveWhere(task => task.IsCompleted);
                working.UnionWith(await FireDueAsync(stoppingToken));
                await Task.Delay(Look, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                Log.NoSchedules(logger, error);
                await Task.Delay(Look, clock, CancellationToken.None);
            }
        }

        await Task.WhenAll(working);
    }

    private async Task DoAsync(Job job, DateTimeOffset held, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(LongestWork, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await job.Work(either.Token);
        }
        catch (OutsideException failure)
        {
            Log.Later(logger, job.Name, failure.Message);
        }
        catch (Exception error)
        {
            if (!cancel.IsCancellationRequested)
                Log.Failed(logger, job.Name, error);
        }

        await FinishAsync(job, held, cancel);
    }

    private async Task FinishAsync(Job job, DateTimeOffset held, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        try
        {
            // What a shutdown broke off is due at once, for whoever is there.
            await store.DoneAsync(job.Name, held, cancel.IsCancellationRequested ? now : job.Times.After(now));
        }
        catch (Exception error)
        {
            Log.NoSchedules(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Work} did not work this time and is tried again later: {Why}")]
        internal static partial void Later(ILogger logger, string work, string why);

        [LoggerMessage(LogLevel.Error, "{Work} failed and is tried again later")]
        internal static partial void Failed(ILogger logger, string work, Exception error);

        [LoggerMessage(LogLevel.Error, "Schedules cannot be read or written")]
        internal static partial void NoSchedules(ILogger logger, Exception error);
    }
}
