namespace OpsBot.Bot.Channels;

/// <summary>
/// When a card that could not be shown is tried again. It is never given up: somebody waits for it. The longest wait is short
/// enough that a minute after a chat is back everything in it is true.
/// </summary>
internal static class CardBackoff
{
    /// <summary>The longest wait.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>The moment to try again.</summary>
    internal static DateTimeOffset Next(CardJob job, OutsideException failure, DateTimeOffset now)
    {
        var wait = First * Math.Pow(2, Math.Clamp(job.Attempt, 0, 10));
        wait = wait < Longest ? wait : Longest;
        return now + (failure.RetryAfter > wait ? failure.RetryAfter.Value : wait);
    }
}
