using System.Diagnostics;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>What a person who asks waits for: the store's part of status, queue, run and timeline.</summary>
internal static class Questions
{
    private const int Asked = 20;
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    internal static async Task MeasureAsync(Bench bench, LiveBot bot, int depth)
    {
        var store = bot.Store;
        var past = depth == 0 ? null : PastRuns.NameOf(depth / 2);
        var run = past is null ? null : (await store.FindRunsAsync(past, 1, CancellationToken.None)).Single();
        var id = run?.Id ?? new RunId("none");
        await AddAsync("status of the last day", cancel => store.CountAsync(BenchLoop.LoopName, Since(), cancel));
        await AddAsync("queue: open questions", cancel => store.OpenAsync(20, cancel));
        await AddAsync("find a run by its subject's name", cancel => store.FindRunsAsync(past ?? "none", 5, cancel));
        await AddAsync("timeline of a run", cancel => store.TimelineAsync(id, cancel));

        async Task AddAsync(string name, Func<CancellationToken, Task> ask) =>
            bench.Add(
                "Questions, slowest of 20",
                depth == 0 ? name : $"{name}, {depth:N0} past runs",
                "ms",
                await bench.RepeatAsync(() => SlowestAsync(ask)),
                Bar.AtMost(50)
            );
    }

    private static DateTimeOffset Since() => TimeProvider.System.GetUtcNow() - Day;

    /// <summary>Asks once unmeasured, then twenty times.</summary>
    /// <returns>Milliseconds of the slowest.</returns>
    internal static async Task<double> SlowestAsync(Func<CancellationToken, Task> ask)
    {
        await ask(CancellationToken.None);
        var slowest = TimeSpan.Zero;
        for (var time = 0; time < Asked; time++)
        {
            var began = Stopwatch.GetTimestamp();
            await ask(CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
        }

        return slowest.TotalMilliseconds;
    }
}
