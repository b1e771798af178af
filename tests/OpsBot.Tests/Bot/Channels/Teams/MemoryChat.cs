using System.Collections.Concurrent;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>Remembers what a chat must know, as the store does.</summary>
internal sealed class MemoryChat : IChatMemory
{
    private readonly ConcurrentDictionary<(string Chat, string Key), string> kept = [];

    internal IReadOnlyDictionary<(string Chat, string Key), string> Kept => kept;

    /// <summary>The store does not answer.</summary>
    internal bool IsDown { get; set; }

    public Task<IReadOnlyDictionary<string, string>> AllAsync(string chat, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(
            kept.Where(pair => pair.Key.Chat == chat).ToDictionary(pair => pair.Key.Key, pair => pair.Value)
        );

    public Task<string?> FindAsync(string chat, string key, CancellationToken cancel) =>
        IsDown
            ? Task.FromException<string?>(new InvalidOperationException("down"))
            : Task.FromResult(kept.GetValueOrDefault((chat, key)));

    /// <summary>The store takes nothing more.</summary>
    internal bool IsFull { get; set; }

    public Task KeepAsync(string chat, string key, string value, CancellationToken cancel)
    {
        if (IsFull)
            return Task.FromException(new StoreException("full", new IOException("no space left on device")));
        kept[(chat, key)] = value;
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string chat, string key, CancellationToken cancel)
    {
        kept.TryRemove((chat, key), out _);
        return Task.CompletedTask;
    }
}
