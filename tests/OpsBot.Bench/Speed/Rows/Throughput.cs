using System.Diagnostics;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Far;
using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>What a process that has more to do than it can do got through.</summary>
/// <param name="Runs">How many runs closed.</param>
/// <param name="Took">From the first post to the last run closed.</param>
/// <param name="Cpu">Its processor time meanwhile.</param>
/// <param name="Written">Bytes it wrote to the disk meanwhile.</param>
internal sealed record Throughput(int Runs, TimeSpan Took, TimeSpan Cpu, long Written)
{
    /// <summary>More than the bot works on side by side.</summary>
    private const int InFlight = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Transactions it committed meanwhile: with them, how many runs shared a wait for the disk.</summary>
    internal int Commits { get; private init; }

    internal double CommitsPerRun => (double)Commits / Runs;

    internal double PerSecond => Runs / Took.TotalSeconds;

    internal double CpuPerRun => Cpu.TotalMilliseconds / Runs;

    internal double KilobytesPerRun => Written / 1000d / Runs;

    /// <summary>Measures the bot, and checks at the far side, in the log and in the store that no run was lost and none doubled.</summary>
    /// <exception cref="InvalidOperationException">One was.</exception>
    internal static async Task<Throughput> MeasureAsync(LiveBot bot, FarSide far, int events)
    {
        var since = TimeProvider.System.GetUtcNow();
        var all = Events.New(events);
        using var client = new Client(bot.Home.Bot);
        var commits = await client.NumberAsync(SpeedBot.CommitsPath);
        var done = await MeasureAsync(bot.Process, bot.Home.Bot, far, all, () => bot.ClosedAsync(events, since));
        done = done with { Commits = await client.NumberAsync(SpeedBot.CommitsPath) - commits };
        var fate = await Fate.OfAsync(bot, far, all, since);
        return fate is { Lost: 0, Doubled: 0 } ? done : throw new InvalidOperationException(fate.ToString());
    }

    /// <summary>Measures whatever takes the bench's events and writes to the far side.</summary>
    internal static async Task<Throughput> MeasureAsync(
        Child process,
        Uri address,
        FarSide far,
        IReadOnlyList<Signed> all,
        Func<Task> closed
    )
    {
        far.Forget();
        using var client = new Client(address);
        var (cpu, written) = (process.Cpu, process.Written);
        var began = Stopwatch.GetTimestamp();
        var sending = Sender.AllAsync(client, all, InFlight);
        await WrittenAsync(process, far, all.Count * BenchWrite.Places.Count, sending);
        await sending;
        await closed();
        return new Throughput(all.Count, Stopwatch.GetElapsedTime(began), process.Cpu - cpu, process.Written - written);
    }

    /// <summary>
    /// Waits until the far side has so many writes, or the sender failed. Nobody looks into the store before: looking costs the
    /// machine.
    /// </summary>
    /// <exception cref="InvalidOperationException">The process ended, or nothing came for a minute.</exception>
    internal static async Task WrittenAsync(Child process, FarSide far, int writes, Task? sending = null)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var (last, at) = (0, Stopwatch.GetTimestamp());
        while (far.Writes < writes && sending is not { IsFaulted: true } && await timer.WaitForNextTickAsync())
        {
            if (far.Writes != last)
                (last, at) = (far.Writes, Stopwatch.GetTimestamp());
            if (process.HasExited || Stopwatch.GetElapsedTime(at) > Patience)
                throw new InvalidOperationException($"{far.Writes} of {writes} writes came\n{process.Said}");
        }
    }
}
