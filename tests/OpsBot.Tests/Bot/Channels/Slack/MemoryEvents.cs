using System.Collections.Concurrent;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Remembers what came, as the store does.</summary>
internal sealed class MemoryEvents : IEventStore
{
    private readonly ConcurrentDictionary<(string, string), bool> seen = [];

    public Task<Received> ReceiveAsync(Arrival arrival, IReadOnlyList<CaughtBy> caught, CancellationToken cancel) =>
        Task.FromResult(seen.TryAdd((arrival.Source, arrival.DedupeKey), true) ? Received.Stored : Received.Duplicate);
}
