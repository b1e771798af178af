namespace OpsBot.Sandbox.Slack.Api;

/// <summary>One bucket per method and one per channel posted to; each fills at its pace up to its burst.</summary>
internal sealed class RateLimits(PretendSlackOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    /// <summary>Null when the call may go on, else how long to wait.</summary>
    internal TimeSpan? Take(ApiMethod method) =>
        PerMinute(method.Tier) is { } perMinute ? Take("method " + method.Name, perMinute, perMinute / 60.0) : null;

    internal TimeSpan? TakePost(string channel) =>
        Take("channel " + channel, options.Limits.PostBurst, options.Limits.PostsPerSecond);

    private int? PerMinute(Tier tier) =>
        tier switch
        {
            Tier.One => options.Limits.Tier1,
            Tier.Two => options.Limits.Tier2,
            Tier.Three => options.Limits.Tier3,
            Tier.Four => options.Limits.Tier4,
            Tier.AuthTest => options.Limits.AuthTest,
            _ => null,
        };

    private TimeSpan? Take(string name, int burst, double perSecond)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var bucket = buckets.GetValueOrDefault(name) ?? new Bucket(burst, now);
            var level = Math.Min(burst, bucket.Level + ((now - bucket.At).TotalSeconds * perSecond));
            if (level < 1)
                return TimeSpan.FromSeconds((1 - level) / perSecond);
            buckets[name] = new(level - 1, now);
            return null;
        }
    }

    private sealed record Bucket(double Level, DateTimeOffset At);
}
