using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>Closed runs a second with more to do than can be done, at growing depths of history; and what people's questions take there.</summary>
internal static class Saturated
{
    internal const string Group = "Closed runs: webhook, decide, 3 writes outside, log";
    internal const string PerSecond = "closed runs a second";
    internal const string Cpu = "CPU per run";

    internal static async Task MeasureAsync(Bench bench)
    {
        var home = bench.Home("saturated");
        foreach (var depth in bench.Options.Depths)
        {
            await using var bot = await DeepBotAsync(bench, home, depth);
            // Depths are compared by one size of measurement; the larger ones show that it holds out.
            foreach (var events in depth == 0 ? bench.Options.Events : bench.Options.Events.Take(1))
                await ThroughputAsync(bench, bot, depth, events);
            if (!bench.Options.IsShallow)
                await Questions.MeasureAsync(bench, bot, depth);
        }

        if (bench.Options.IsShallow)
            return;
        await using var reader = await bench.WarmBotAsync(bench.Home("read-back") with { ReadsBack = true });
        var all = await bench.RepeatAsync(() => Throughput.MeasureAsync(reader, bench.Far, bench.Options.Events[0]));
        bench.Add(Group, "the same, each write read back by a second call", "/s", all.Select(it => it.PerSecond));
        bench.Add(Group, "the same: CPU per run", "ms", all.Select(it => it.CpuPerRun));
    }

    /// <summary>The figure's name at a depth; nothing is added where the store was empty.</summary>
    internal static string Name(string what, int events, int depth) =>
        depth == 0 ? $"{what}, {events:N0} events" : $"{what}, {events:N0} events, {depth:N0} past runs";

    private static async Task<LiveBot> DeepBotAsync(Bench bench, SpeedBot.Home home, int depth)
    {
        var bot = await bench.WarmBotAsync(home);
        if (depth == 0)
            return bot;
        // Filled while nothing else writes, then started and warmed up again.
        await bot.DisposeAsync();
        await PastRuns.FillAsync(home, depth);
        return await bench.WarmBotAsync(home);
    }

    private static async Task ThroughputAsync(Bench bench, LiveBot bot, int depth, int events)
    {
        var all = await bench.RepeatAsync(() => Throughput.MeasureAsync(bot, bench.Far, events));
        bench.Add(Group, Name(PerSecond, events, depth), "/s", all.Select(it => it.PerSecond), Bar.Above(642));
        bench.Add(Group, Name(Cpu, events, depth), "ms", all.Select(it => it.CpuPerRun), Bar.AtMost(2));
        bench.Add(Group, Name("commits per run", events, depth), "", all.Select(it => it.CommitsPerRun));
        bench.Add(Group, Name("written to disk per run", events, depth), "kB", all.Select(it => it.KilobytesPerRun));
        bench.Add(Group, Name("memory after", events, depth), "MB", [bot.Process.Memory / 1e6]);
    }
}
