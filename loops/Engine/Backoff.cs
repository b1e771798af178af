namespace OpsBot.Loops.Engine;

/// <summary>When a failed step is tried again, and when it is given up.</summary>
/// <param name="random">Between 0 and 1; spreads runs that failed together.</param>
public sealed class Backoff(Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>A system may be down for this long and cost nothing but delay.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>What needs mending is not mended by trying often.</summary>
    private const int TriesWhenBroken = 5;

    /// <summary>
    /// When a run goes on that met what everybody meets now. A little later than it may: those that wait must not all come at once.
    /// </summary>
    public DateTimeOffset Postponed(OutsideException failure, DateTimeOffset now)
    {
        var wait = failure.RetryAfter is { } asked && asked > First ? asked : First;
        return now + wait + (wait * (0.25 * random()));
    }

    /// <summary>When to try again; nothing where a person must look.</summary>
    /// <param name="run">The run, with its failures counted up to and including this one.</param>
    /// <param name="failure">This failure.</param>
    /// <param name="now">The present moment.</param>
    public DateTimeOffset? Next(Run run, OutsideException failure, DateTimeOffset now)
    {
        if (now - run.FailingSince > Patience || (failure.Kind == FailureKind.Broken && run.Attempt >= TriesWhenBroken))
            return null;
        var wait = First * Math.Pow(2, Math.Min(run.Attempt - 1, 12));
        wait = wait < Longest ? wait : Longest;
        wait *= 0.5 + random();
        return now + (failure.RetryAfter > wait ? failure.RetryAfter.Value : wait);
    }
}
