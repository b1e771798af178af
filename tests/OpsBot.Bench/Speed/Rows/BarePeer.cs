using System.Diagnostics;
using OpsBot.Bench.Speed.Bare;
using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>The same work without an engine, on the same machine in the same run: what the platform alone costs.</summary>
internal static class BarePeer
{
    internal const string Group = "Peer: the same door and writes, bare Kestrel, HttpClient and SQLite";
    internal const string PerSecond = "closed runs a second";
    internal const string Cpu = "CPU per run";
    private const string Written = "written to disk per run";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static async Task MeasureAsync(Bench bench)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Root, "bare")).FullName;
        using var child = Child.Start("bare", Bench.FarAddress.ToString(), Bench.BotAddress.ToString(), folder);
        using var client = new Client(Bench.BotAddress);
        await UntilAsync(client.IsReadyAsync, child);
        var closed = 0;
        await OnceAsync(bench.Options.WarmUp);
        foreach (var events in bench.Options.Events)
        {
            var all = await bench.RepeatAsync(() => OnceAsync(events));
            bench.Add(Group, Saturated.Name(PerSecond, events, depth: 0), "/s", all.Select(it => it.PerSecond));
            bench.Add(Group, Saturated.Name(Cpu, events, depth: 0), "ms", all.Select(it => it.CpuPerRun));
            bench.Add(Group, Saturated.Name(Written, events, depth: 0), "kB", all.Select(it => it.KilobytesPerRun));
        }

        Task<Throughput> OnceAsync(int events)
        {
            closed += events;
            var wanted = closed;
            return Throughput.MeasureAsync(
                child,
                Bench.BotAddress,
                bench.Far,
                Events.New(events),
                () => UntilAsync(async () => await client.NumberAsync(BareBot.ClosedPath) >= wanted, child)
            );
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, Child child)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!await holds() && await timer.WaitForNextTickAsync())
            if (child.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException("the bare peer does not answer:\n" + child.Said);
    }
}
