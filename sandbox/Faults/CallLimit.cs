namespace OpsBot.Sandbox.Faults;

/// <summary>A sliding limit on calls: so many within the last span, counted per caller. A refused call does not count.</summary>
internal sealed class CallLimit(int calls, TimeSpan span, TimeProvider clock)
{
    private readonly Dictionary<string, Queue<DateTimeOffset>> taken = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    internal int Calls => calls;

    /// <summary>Counts one call; says how many are left, or when the next one may come.</summary>
    internal CallAllowance Take(string caller)
    {
        lock (gate)
        {
            if (!taken.TryGetValue(caller, out var times))
                taken[caller] = times = new Queue<DateTimeOffset>();
            var now = clock.GetUtcNow();
            while (times.TryPeek(out var oldest) && oldest + span <= now)
                times.Dequeue();
            if (times.Count >= calls)
                return new CallAllowance(false, 0, times.Peek() + span - now);
            times.Enqueue(now);
            return new CallAllowance(true, calls - times.Count, TimeSpan.Zero);
        }
    }
}

/// <summary>What a <see cref="CallLimit"/> says to one call.</summary>
internal readonly record struct CallAllowance(bool Allowed, int Remaining, TimeSpan RetryAfter)
{
    internal int RetryAfterSeconds => Math.Max(1, (int)Math.Ceiling(RetryAfter.TotalSeconds));
}
