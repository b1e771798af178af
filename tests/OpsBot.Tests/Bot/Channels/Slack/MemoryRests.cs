using System.Collections.Concurrent;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Keeps rests as the store does.</summary>
internal sealed class MemoryRests : IRests
{
    internal ConcurrentDictionary<string, DateTimeOffset> Kept { get; } = [];

    public Task<IReadOnlyList<Rest>> AllAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Rest>>([.. Kept.Select(kept => new Rest(kept.Key, kept.Value))]);

    public Task KeepAsync(Rest rest, CancellationToken cancel)
    {
        Kept.AddOrUpdate(rest.What, rest.Until, (_, known) => known > rest.Until ? known : rest.Until);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string what, DateTimeOffset overBy, CancellationToken cancel)
    {
        if (Kept.TryGetValue(what, out var until) && until <= overBy)
            Kept.TryRemove(what, out _);
        return Task.CompletedTask;
    }
}
