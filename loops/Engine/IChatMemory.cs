namespace OpsBot.Loops.Engine;

/// <summary>What a chat must know again after a restart, and every bot that shares the store: where it may post, at which address.</summary>
public interface IChatMemory
{
    /// <summary>All that a chat remembers, by key.</summary>
    /// <param name="chat">The chat: <c>teams</c>.</param>
    /// <param name="cancel">Stops the store.</param>
    Task<IReadOnlyDictionary<string, string>> AllAsync(string chat, CancellationToken cancel);

    /// <summary>One thing; nothing where it is not remembered.</summary>
    Task<string?> FindAsync(string chat, string key, CancellationToken cancel);

    /// <summary>Remembers it, in place of what the key stood for before.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="key">What it is known by.</param>
    /// <param name="value">The chat's own way of writing it down; no secrets.</param>
    /// <param name="cancel">Stops the store.</param>
    Task KeepAsync(string chat, string key, string value, CancellationToken cancel);

    /// <summary>Forgets it.</summary>
    Task ForgetAsync(string chat, string key, CancellationToken cancel);
}
