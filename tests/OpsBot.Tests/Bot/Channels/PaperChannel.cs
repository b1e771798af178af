using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>A chat on paper: shows what it was given, and fails as told.</summary>
internal sealed class PaperChannel(string chat) : IChannel
{
    internal Dictionary<string, Card> Messages { get; } = [];

    /// <summary>What was said in threads, with the card's message.</summary>
    internal List<(string Handle, ThreadSaying Saying)> Sayings { get; } = [];

    /// <summary>Each as one line.</summary>
    internal List<Line> Notices { get; } = [];

    internal int Posts { get; private set; }

    /// <summary>What was posted, updated and said, in order: <c>post C0OPS:1</c>.</summary>
    internal List<string> Calls { get; } = [];

    /// <summary>Thrown before a message is taken.</summary>
    internal OutsideException? Refuses { get; set; }

    /// <summary>Thrown before this card is taken.</summary>
    internal Func<Card, OutsideException?>? RefusesCard { get; set; }

    /// <summary>How often it refused.</summary>
    internal int Refused { get; private set; }

    /// <summary>Thrown after a message was taken.</summary>
    internal OutsideException? Loses { get; set; }

    /// <summary>The calling process dies there, once: <c>before post</c>, <c>after say</c>.</summary>
    internal string? DiesAt { get; set; }

    /// <summary>The only channel that takes notices; nothing where all do.</summary>
    internal string? TakesOnly { get; set; }

    /// <summary>Called while a notice is said.</summary>
    internal Action? Meanwhile { get; set; }

    /// <summary>Notices that were to be said, also those that were not taken.</summary>
    internal int Tries { get; private set; }

    public string Chat => chat;

    public Task<string> PostAsync(string channel, Card card, CancellationToken cancel)
    {
        if (RefusesCard?.Invoke(card) is { } refusal)
            throw refusal;
        return DoAsync("post", channel, () => Messages[$"{channel}:{++Posts}"] = card, () => $"{channel}:{Posts}");
    }

    public Task<bool> UpdateAsync(string handle, Card card, CancellationToken cancel)
    {
        var isThere = Messages.ContainsKey(handle);
        return DoAsync(
            "update",
            handle,
            () =>
            {
                if (isThere)
                    Messages[handle] = card;
            },
            () => isThere
        );
    }

    public Task<string?> FindAsync(string channel, Card card, CancellationToken cancel)
    {
        Refuse();
        return Task.FromResult(
            Messages.Where(pair => pair.Value.Key == card.Key).Select(pair => pair.Key).FirstOrDefault()
        );
    }

    public Task<bool> SayInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel)
    {
        var isThere = Messages.ContainsKey(handle);
        return DoAsync(
            "say",
            handle,
            () =>
            {
                if (isThere)
                    Sayings.Add((handle, saying));
            },
            () => isThere
        );
    }

    public Task<bool> IsInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel)
    {
        Refuse();
        return Task.FromResult(
            Sayings.Exists(said =>
                said.Handle == handle && (said.Saying.Card, said.Saying.Last) == (saying.Card, saying.Last)
            )
        );
    }

    public Task NoticeAsync(string channel, Notice notice, CancellationToken cancel)
    {
        Tries++;
        Meanwhile?.Invoke();
        cancel.ThrowIfCancellationRequested();
        Refuse();
        if (TakesOnly is not null && TakesOnly != channel)
            throw new OutsideException(FailureKind.Broken, chat, $"has no channel {channel}");
        var lines = notice.Lines.Select(line => line.Text).Prepend(notice.Title.Text);
        Notices.Add(notice.Title with { Text = string.Join(' ', lines) });
        return Task.CompletedTask;
    }

    private Task<T> DoAsync<T>(string what, string where, Action take, Func<T> answer)
    {
        Refuse();
        Die($"before {what}");
        take();
        Calls.Add($"{what} {where}");
        Die($"after {what}");
        return Loses is { } loss ? throw loss : Task.FromResult(answer());
    }

    private void Refuse()
    {
        if (Refuses is not { } refusal)
            return;
        Refused++;
        throw refusal;
    }

    private void Die(string where)
    {
        if (DiesAt != where)
            return;
        DiesAt = null;
        throw new OperationCanceledException("the process died");
    }
}
