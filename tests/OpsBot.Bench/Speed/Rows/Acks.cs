using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>How long a sender of webhooks waits at a steady pace, while the runs they begin execute.</summary>
internal static class Acks
{
    private const string Group = "Webhook acknowledged at 100/s, open loop, while runs execute";
    private const int Pace = 100;

    internal static async Task MeasureAsync(Bench bench)
    {
        await using var bot = await bench.WarmBotAsync(bench.Home("acks"));
        var all = await bench.RepeatAsync(() => OnceAsync(bench, bot));
        bench.Add(Group, "p50", "ms", all.Select(it => Numbers.Percentile(it, 50)));
        bench.Add(Group, "p99", "ms", all.Select(it => Numbers.Percentile(it, 99)), Bar.AtMost(10));
        bench.Add(Group, "slowest", "ms", all.Select(it => it.Max()));
    }

    private static async Task<IReadOnlyList<double>> OnceAsync(Bench bench, LiveBot bot)
    {
        var events = Events.New(Pace * bench.Options.PacedSeconds);
        using var client = new Client(bot.Home.Bot);
        // A connection is open before the time is taken, as a sender's is.
        await client.IsReadyAsync();
        var since = TimeProvider.System.GetUtcNow();
        var sent = await Sender.AtPaceAsync(client, events, Pace);
        await bot.ClosedAsync(events.Count, since);
        return Accepted(sent);
    }

    /// <summary>Latencies in milliseconds.</summary>
    /// <exception cref="InvalidOperationException">One was refused.</exception>
    internal static IReadOnlyList<double> Accepted(IReadOnlyList<Sent> sent) =>
        sent.All(it => it.Accepted)
            ? [.. sent.Select(it => it.Took.TotalMilliseconds)]
            : throw new InvalidOperationException($"{sent.Count(it => !it.Accepted)} of {sent.Count} were refused");
}
