using System.Diagnostics;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>How soon a pause holds, what a long one parks, and how that goes on. Paused and resumed as a person does: in Slack.</summary>
internal static class Drain
{
    private const string Group = "Pause and drain";
    private const int InFlight = 64;

    /// <summary>Enough to be busy for seconds.</summary>
    private const int UnderWay = 3_000;

    /// <summary>Calls made before the pause is typed.</summary>
    private const int Some = 600;

    private static readonly string Pause = $"pause {BenchLoop.LoopName}";
    private static readonly string Resume = $"resume {BenchLoop.LoopName}";
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    internal static async Task MeasureAsync(Bench bench)
    {
        await using var bot = await bench.WarmBotAsync(bench.Home("drain"));
        using var lead = new Lead(bot.Home.Bot, bot.Home.Far, bench.Far.Slack);
        var pauses = await bench.RepeatAsync(() => PauseAsync(bench, bot, lead));
        bench.Add(Group, "pause under load: typed to answered", "ms", pauses.Select(it => it.Answered));
        bench.Add(
            Group,
            "pause under load: typed to the last call begun, slowest",
            "ms",
            [pauses.Max(it => it.LastCall)],
            Bar.AtMost(1000)
        );
        bench.Add(
            Group,
            "pause under load: answered to the last call begun, slowest",
            "ms",
            [pauses.Max(it => Math.Max(0, it.LastCall - it.Answered))],
            Bar.AtMost(1000)
        );
        await ParkAsync(bench, bot, lead);
    }

    private static async Task<(double Answered, double LastCall)> PauseAsync(Bench bench, LiveBot bot, Lead lead)
    {
        bench.Far.Forget();
        var since = TimeProvider.System.GetUtcNow();
        var events = Events.New(UnderWay);
        using var client = new Client(bot.Home.Bot);
        var sending = Sender.AllAsync(client, events, InFlight);
        await Throughput.WrittenAsync(bot.Process, bench.Far, Some);
        var typed = Stopwatch.GetTimestamp();
        var took = await lead.TypeAsync(Pause, $"{BenchLoop.LoopName} paused until");
        await sending;
        using var timer = new PeriodicTimer(Quiet);
        await timer.WaitForNextTickAsync();
        var last = bench.Far.LastCallAt;
        if (bench.Far.Writes == events.Count * BenchWrite.Places.Count)
            throw new InvalidOperationException("everything was done before the pause");
        await lead.TypeAsync(Resume, $"{BenchLoop.LoopName} resumed");
        await bot.ClosedAsync(events.Count, since);
        Check(await Fate.OfAsync(bot, bench.Far, events, since));
        return (took.TotalMilliseconds, Stopwatch.GetElapsedTime(typed, last).TotalMilliseconds);
    }

    private static async Task ParkAsync(Bench bench, LiveBot bot, Lead lead)
    {
        bench.Far.Forget();
        var all = Events.New(bench.Options.Parked);
        var parked = $"{all.Count:N0} parked";
        using var client = new Client(bot.Home.Bot);
        await lead.TypeAsync(Pause, $"{BenchLoop.LoopName} paused until");
        var since = TimeProvider.System.GetUtcNow();
        var began = Stopwatch.GetTimestamp();
        await Sender.AllAsync(client, all, InFlight);
        var took = Stopwatch.GetElapsedTime(began);
        bench.Add(Group, $"{parked}: acknowledged a second, 64 in flight", "/s", [all.Count / took.TotalSeconds]);
        var asked = await bench.RepeatAsync(() =>
            Questions.SlowestAsync(_ => lead.TypeAsync($"status {BenchLoop.LoopName}", $"{all.Count} parked"))
        );
        bench.Add(Group, $"{parked}: status typed to answered, slowest of 20", "ms", asked, Bar.AtMost(50));
        bench.Add(Group, $"{parked}: calls begun meanwhile", "", [bench.Far.Calls], Bar.AtMost(0));
        await ResumeAsync(bench, bot, lead, all, since);
    }

    private static async Task ResumeAsync(
        Bench bench,
        LiveBot bot,
        Lead lead,
        IReadOnlyList<Signed> all,
        DateTimeOffset since
    )
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), bot.Process.Cpu);
        var answered = await lead.TypeAsync(Resume, $"resumed: {all.Count} runs that waited go on");
        await Throughput.WrittenAsync(bot.Process, bench.Far, all.Count * BenchWrite.Places.Count);
        await bot.ClosedAsync(all.Count, since);
        var took = Stopwatch.GetElapsedTime(began);
        var fate = await Fate.OfAsync(bot, bench.Far, all, since);
        bench.Add(Group, "resume: typed to answered", "ms", [answered.TotalMilliseconds]);
        bench.Add(Group, "drained: resume typed to the last run closed", "s", [took.TotalSeconds]);
        bench.Add(Group, "drained: closed runs a second", "/s", [all.Count / took.TotalSeconds]);
        bench.Add(Group, "drained: CPU per run", "ms", [(bot.Process.Cpu - cpu).TotalMilliseconds / all.Count]);
        bench.Add(Group, $"lost of {all.Count:N0} parked events", "", [fate.Lost], Bar.AtMost(0));
        bench.Add(Group, "effects doubled", "", [fate.Doubled], Bar.AtMost(0));
    }

    private static void Check(Fate fate)
    {
        if (fate is not { Lost: 0, Doubled: 0 })
            throw new InvalidOperationException(fate.ToString());
    }
}
