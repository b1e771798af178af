using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>How late what has a due time is done, while a great many others wait for theirs.</summary>
internal static class Timers
{
    private const int AtOnce = 64;
    private static readonly string Group = $"Due times, {OpenRuns.Count:N0} runs open";

    /// <summary>By then the times are stored, whatever else is written.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    internal static async Task MeasureAsync(Bench bench)
    {
        var home = bench.Home("timers");
        await (await bench.WarmBotAsync(home)).DisposeAsync();
        await OpenRuns.FillAsync(home);
        await using var bot = await bench.WarmBotAsync(home);
        var part = 0;
        var all = await bench.RepeatAsync(() => LatenessAsync(bench, bot, ++part));
        var what = $"{all[0].Count} due within {Within.TotalSeconds:0} s, due to first call";
        bench.Add(Group, $"{what}: p50", "ms", all.Select(it => Numbers.Percentile(it, 50)));
        bench.Add(Group, $"{what}: p99", "ms", all.Select(it => Numbers.Percentile(it, 99)));
        bench.Add(Group, $"{what}: latest of all", "ms", [all.Max(it => it.Max())], Bar.AtMost(5000));
        bench.Add(Group, "the look that finds nothing due, slowest of 20", "ms", await LooksAsync(bench, bot));
    }

    /// <summary>Milliseconds from each due time to the first call its run made.</summary>
    private static async Task<IReadOnlyList<double>> LatenessAsync(Bench bench, LiveBot bot, int part)
    {
        bench.Far.Forget();
        var since = TimeProvider.System.GetUtcNow();
        var due = await OpenRuns.MakeDueAsync(bot.Window, part, since + Ahead, Within);
        if (TimeProvider.System.GetUtcNow() > since + Ahead)
            throw new InvalidOperationException("the times were stored after they had come");
        await Throughput.WrittenAsync(bot.Process, bench.Far, due.Count * BenchWrite.Places.Count);
        await bot.ClosedAsync(due.Count, since);
        var lost = due.Count(run => bench.Far.WritesOf(run.Subject) != BenchWrite.Places.Count);
        if (lost > 0 || bench.Far.Doubled > 0)
            throw new InvalidOperationException($"{lost} of {due.Count} lack a write, {bench.Far.Doubled} are doubled");
        return [.. due.Select(run => (bench.Far.FirstWriteAt(run.Subject) - run.DueAt).TotalMilliseconds)];
    }

    /// <summary>What every bot asks its store twice a second, asked from here.</summary>
    private static async Task<IReadOnlyList<double>> LooksAsync(Bench bench, LiveBot bot)
    {
        var runs = bot.Window.GetRequiredService<IRunStore>();
        // A node that shares its database takes nothing, and so looks for nothing, before it was heard of.
        if (bot.Window.GetService<NodeRegister>() is { } nodes)
            await nodes.BeatAsync(CancellationToken.None);
        var looks = await bench.RepeatAsync(() => Questions.SlowestAsync(LookAsync));
        return bot.Window.GetRequiredService<Node>().IsAlive
            ? looks
            : throw new InvalidOperationException("the looks took so long that this node was not heard of any more");

        async Task LookAsync(CancellationToken cancel)
        {
            if ((await runs.ClaimAsync([BenchLoop.LoopName], AtOnce, cancel)).Count > 0)
                throw new InvalidOperationException("something was due");
        }
    }
}
