using System.Diagnostics;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>How soon the bot is there, what it takes while it does nothing, and how soon it goes on after a kill.</summary>
internal static class Starts
{
    private const string Group = "Start, rest and crash";
    private const int Backlog = 2_000;
    private const int Some = 100;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    internal static async Task MeasureAsync(Bench bench)
    {
        var home = bench.Home("starts");
        await using (var first = await LiveBot.StartAsync(home))
            bench.Add(Group, "first start, makes the database", "ms", [first.StartedIn.TotalMilliseconds]);
        var starts = new List<(double Ready, double Memory)>();
        for (var time = 0; time < bench.Options.Times; time++)
            starts.Add(await StartAsync(bench, rests: time == 0 || !bench.Options.IsQuick));
        bench.Add(Group, "start to ready", "ms", starts.Select(it => it.Ready), Bar.AtMost(1300));
        bench.Add(
            Group,
            "memory at rest, after 10 s",
            "MB",
            starts.Where(it => it.Memory > 0).Select(it => it.Memory),
            Bar.AtMost(130)
        );
        await CrashesAsync(bench);
    }

    private static async Task<(double Ready, double Memory)> StartAsync(Bench bench, bool rests)
    {
        await using var bot = await LiveBot.StartAsync(bench.Home("starts"));
        if (!rests)
            return (bot.StartedIn.TotalMilliseconds, 0);
        using var timer = new PeriodicTimer(Rest);
        await timer.WaitForNextTickAsync();
        return (bot.StartedIn.TotalMilliseconds, bot.Process.Memory / 1e6);
    }

    private static async Task CrashesAsync(Bench bench)
    {
        await using var bot = await bench.WarmBotAsync(bench.Home("crash"));
        bench.Far.Forget();
        var since = TimeProvider.System.GetUtcNow();
        var crashes = await bench.RepeatAsync(() => CrashAsync(bot, since));
        await UntilNothingIsOpenAsync(bot, since);
        var accepted = crashes.SelectMany(it => it.Accepted).ToList();
        var lost = accepted.Count(order => bench.Far.WritesOf(order) != BenchWrite.Places.Count);
        bench.Add(Group, "kill -9 under load to ready", "ms", crashes.Select(it => it.Ready));
        bench.Add(
            Group,
            "kill -9 under load to the next closed run",
            "ms",
            crashes.Select(it => it.Closed),
            Bar.AtMost(2000)
        );
        bench.Add(Group, $"lost of {accepted.Count:N0} accepted events", "", [lost], Bar.AtMost(0));
        bench.Add(Group, "effects doubled", "", [bench.Far.Doubled], Bar.AtMost(0));
    }

    private static async Task<(double Ready, double Closed, IReadOnlyList<string> Accepted)> CrashAsync(
        LiveBot bot,
        DateTimeOffset since
    )
    {
        using var client = new Client(bot.Home.Bot);
        var before = (await bot.CountAsync(since)).Cleared;
        var sending = Sender.AtPaceAsync(client, Events.New(Backlog), Backlog);
        await bot.ClosedAsync(before + Some, since);
        await bot.Process.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        before = (await bot.CountAsync(since)).Cleared;
        await bot.StartAgainAsync();
        var ready = Stopwatch.GetElapsedTime(killed);
        await bot.ClosedAsync(before + 1, since);
        var closed = Stopwatch.GetElapsedTime(killed);
        var accepted = (await sending).Where(it => it.Accepted).Select(it => it.Name);
        return (ready.TotalMilliseconds, closed.TotalMilliseconds, [.. accepted]);
    }

    /// <summary>A call that was under way at the kill is looked for twice, 30 seconds apart, before it is made again.</summary>
    private static async Task UntilNothingIsOpenAsync(LiveBot bot, DateTimeOffset since)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync() && (await bot.CountAsync(since)).Busy > 0)
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException($"{(await bot.CountAsync(since)).Busy} runs are still open");
    }
}
