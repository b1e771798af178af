using System.Security.Cryptography;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>
/// Remembers for two hours which ticket was opened under which <c>Idempotency-Key</c>, and from which body.
/// https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency
/// </summary>
internal sealed class ZendeskKeys(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);
    private readonly Dictionary<string, Use> uses = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string Key)> oldest = new();

    /// <summary>Null for a new key. The caller holds the lock over this and <see cref="Keep"/>.</summary>
    internal ZendeskAnswer? Find(string key, byte[] body)
    {
        Forget();
        if (!uses.TryGetValue(key, out var use))
            return null;
        return SHA256.HashData(body).AsSpan().SequenceEqual(use.Body)
            ? new ZendeskAnswer.Done(use.Ticket, Again: true)
            : new ZendeskAnswer.OtherRequestUnderKey();
    }

    internal void Keep(string key, byte[] body, ZendeskTicket ticket)
    {
        uses[key] = new Use(SHA256.HashData(body), ticket);
        oldest.Enqueue((clock.GetUtcNow(), key));
    }

    private void Forget()
    {
        while (oldest.TryPeek(out var use) && use.At + Kept <= clock.GetUtcNow())
            uses.Remove(oldest.Dequeue().Key);
    }

    private sealed record Use(byte[] Body, ZendeskTicket Ticket);
}
