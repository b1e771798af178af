using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Events;

/// <summary>So many events in sixty minutes; beyond them the app is told once a minute that it misses some.</summary>
internal sealed class EventLimit(PretendSlackOptions options, EventPayloads payloads, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(60);
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> sent = new();
    private long toldMinute;

    /// <summary>Whether this one is beyond the limit, and what the app is told in its place, once a minute.</summary>
    internal bool IsOver(out JsonObject? told)
    {
        told = null;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            while (sent.TryPeek(out var oldest) && now - oldest >= Window)
                sent.Dequeue();
            if (sent.Count < options.Limits.EventsPerHour)
            {
                sent.Enqueue(now);
                return false;
            }

            var minute = now.ToUnixTimeSeconds() / 60;
            if (toldMinute != minute)
                told = payloads.RateLimited(now);
            toldMinute = minute;
            return true;
        }
    }
}
