using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>A chat on paper: shows what it was given, and fails as told.</summary>
internal sealed class PaperChannel(string chat) : IChannel
{
    internal Dictionary<string, Card> Messages { get; } = [];

    internal List<Line> Notices { get; } = [];

    internal int Posts { get; private set; }

    /// <summary>Thrown before a message is taken.</summary>
    internal OutsideException? Refuses { get; set; }

    /// <summary>Thrown after a message was taken.</summary>
    internal OutsideException? Loses { get; set; }

    /// <summary>The only channel that takes notices; nothing where all do.</summary>
    internal string? TakesOnly { get; set; }

    /// <summary>Called while a notice is said.</summary>
    internal Action? Meanwhile { get; set; }

    /// <summary>Notices that were to be said, also those that were not taken.</summary>
    internal int Tries { get; private set; }

    public string Chat => chat;

    public Task<string> PostAsync(string channel, Card card, CancellationToken cancel)
    {
        if (Refuses is { } refusal)
            throw refusal;
        var handle = $"{channel}:{++Posts}";
        Messages[handle] = card;
        return Loses is { } loss ? throw loss : Task.FromResult(handle);
    }

    public Task<bool> UpdateAsync(string handle, Card card, CancellationToken cancel)
    {
        if (Refuses is { } refusal)
            throw refusal;
        if (!Messages.ContainsKey(handle))
            return Task.FromResult(false);
        Messages[handle] = card;
        return Task.FromResult(true);
    }

    public Task<string?> FindAsync(string channel, Card card, CancellationToken cancel) =>
        Task.FromResult(Messages.Where(pair => pair.Value.Key == card.Key).Select(pair => pair.Key).FirstOrDefault());

    public Task NoticeAsync(string channel, Line line, CancellationToken cancel)
    {
        Tries++;
        Meanwhile?.Invoke();
        cancel.ThrowIfCancellationRequested();
        if (Refuses is { } refusal)
            throw refusal;
        if (TakesOnly is not null && TakesOnly != channel)
            throw new OutsideException(FailureKind.Broken, chat, $"has no channel {channel}");
        Notices.Add(line);
        return Task.CompletedTask;
    }
}
