using System.Collections.Concurrent;
using System.Threading.Channels;

namespace OpsBot.Bot.Http;

/// <summary>One <see cref="Breaker"/> per system, and what they have to tell.</summary>
/// <param name="clock">Counts the time.</param>
internal sealed class Breakers(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Breaker> bySystem = new(StringComparer.Ordinal);
    private readonly Channel<BreakerChange> changes = Channel.CreateUnbounded<BreakerChange>();

    /// <summary>What went down and came back, in order; read by one.</summary>
    internal ChannelReader<BreakerChange> Changes => changes.Reader;

    /// <summary>Completes when there is something to read in <see cref="Changes"/>, or after a while all the same.</summary>
    internal Task ChangedAsync(TimeSpan atMost, CancellationToken cancel) =>
        changes.Reader.WaitAsync(atMost, clock, cancel);

    /// <summary>What is down now.</summary>
    internal IReadOnlyList<Outage> Outages =>
        [.. bySystem.Values.Select(breaker => breaker.Outage).OfType<Outage>().OrderBy(outage => outage.Since)];

    /// <summary>All that were called since the start.</summary>
    internal IReadOnlyList<string> Systems => [.. bySystem.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A system's breaker.</summary>
    internal Breaker Of(string system) =>
        bySystem.GetOrAdd(system, name => new Breaker(name, clock, change => changes.Writer.TryWrite(change)));
}
