using System.Collections.Concurrent;

namespace OpsBot.Sandbox;

/// <summary>
/// What the pretend systems really did, in order. The page shows it, the report counts it, and tests find doubled effects in
/// it: two entries of one system with the same effect and subject are one effect done twice.
/// </summary>
internal sealed class Ledger(TimeProvider clock)
{
    private readonly ConcurrentQueue<LedgerEntry> entries = new();
    private long number;

    /// <summary>Raised after an entry was written, on the writer's thread.</summary>
    internal event Action<LedgerEntry>? Written;

    internal IReadOnlyCollection<LedgerEntry> Entries => entries;

    /// <param name="system">The pretend system that acted: <c>shopify</c>, <c>shipbob</c>, <c>zendesk</c>, <c>slack</c>, <c>teams</c>.</param>
    /// <param name="effect">What it did, in a few lower-case words: <c>return approved</c>, <c>refund</c>.</param>
    /// <param name="subject">What it did it to, as a shop person names it: <c>#1042-R1</c>.</param>
    /// <param name="detail">Anything worth showing beside it: an amount, a status, the first words of a message.</param>
    internal void Write(string system, string effect, string subject, string detail = "")
    {
        var entry = new LedgerEntry(
            Interlocked.Increment(ref number),
            clock.GetUtcNow(),
            system,
            effect,
            subject,
            detail
        );
        entries.Enqueue(entry);
        Written?.Invoke(entry);
    }

    /// <summary>Effects that happened more than once, with how often.</summary>
    internal IReadOnlyDictionary<string, int> Doubled() =>
        entries
            .GroupBy(What, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>A customer may hear several things about one return; the same thing twice is once too often.</summary>
    private static string What(LedgerEntry entry) =>
        entry.System is "zendesk"
            ? $"{entry.System}: {entry.Effect} {entry.Subject}: {entry.Detail}"
            : $"{entry.System}: {entry.Effect} {entry.Subject}";
}

/// <summary>One thing a pretend system did.</summary>
internal sealed record LedgerEntry(
    long Number,
    DateTimeOffset At,
    string System,
    string Effect,
    string Subject,
    string Detail
);
