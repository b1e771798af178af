namespace OpsBot.Sandbox.Teams;

/// <summary>Counts calls per conversation in several windows at once.</summary>
internal sealed class SendLimits(PretendTeamsOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> calls = new(StringComparer.Ordinal);

    /// <summary>Null where the call may go on, else how long to wait.</summary>
    internal TimeSpan? Send(string conversation) => Take("send " + conversation, options.Limits.Sends);

    /// <summary>Of all calls together, whatever they are about.</summary>
    internal TimeSpan? Call() => Take("call", [(options.Limits.CallsPerSecond, 1)]);

    internal TimeSpan? Read(string conversation) => Take("read " + conversation, options.Limits.Reads);

    private TimeSpan? Take(string name, IReadOnlyList<(int Calls, int Seconds)> limits)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (!calls.TryGetValue(name, out var made))
                calls[name] = made = [];
            made.RemoveAll(at => now - at >= TimeSpan.FromHours(1));
            foreach (var (most, seconds) in limits)
            {
                var within = made.Where(at => now - at < TimeSpan.FromSeconds(seconds)).ToList();
                if (within.Count >= most)
                    return within[0] + TimeSpan.FromSeconds(seconds) - now;
            }

            made.Add(now);
            return null;
        }
    }
}
