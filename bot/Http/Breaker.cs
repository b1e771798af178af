using Polly;
using Polly.CircuitBreaker;

namespace OpsBot.Bot.Http;

/// <summary>
/// Stops calling a system that is down. It opens when most of the last minute's calls failed in a way that says so; then one
/// call at a time finds out whether the system answers again.
/// </summary>
/// <param name="system">The system.</param>
/// <param name="clock">Counts the time.</param>
/// <param name="tell">Hears when it opens and closes; probes that fail in between are not told.</param>
internal sealed class Breaker(string system, TimeProvider clock, Action<BreakerChange> tell)
{
    /// <summary>The first time without calls; each probe that fails doubles it.</summary>
    internal static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(15);

    /// <summary>The longest time without a call, unless a system sets another: so late is it noticed at most that it answers again.</summary>
    internal static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(5);

    private const double ShareOfFailures = 0.5;
    private const int FewestCalls = 5;
    private static readonly TimeSpan Sampled = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    // Counted by what nobody can set: with the clock set back no call would be made until it caught up.
    private long restsSince;
    private TimeSpan rests;
    private bool isProbing;
    private Outage? outage;

    /// <summary>The outage that goes on; nothing where the system answers.</summary>
    internal Outage? Outage
    {
        get
        {
            lock (gate)
                return outage;
        }
    }

    private TimeSpan Rest => rests - clock.GetElapsedTime(restsSince);

    /// <summary>Turns a call away before it waits for anything.</summary>
    /// <exception cref="OutsideException">The system is down and is left alone for now.</exception>
    internal void Check()
    {
        lock (gate)
        {
            if (outage is null || Rest <= TimeSpan.Zero)
                return;
        }

        throw TurnedAway();
    }

    /// <summary>The failure of a call that was not made. Its words do not change while the outage lasts.</summary>
    internal OutsideException TurnedAway() =>
        new(FailureKind.Safe, system, "is down; what needs it waits until it answers again")
        {
            RetryAfter = Remaining(),
            HitsEverybody = true,
        };

    /// <summary>A failure as it is told to the run: while the system is down it is not the run's own.</summary>
    internal OutsideException Weigh(OutsideException failure) =>
        Outage is not null && SaysDown(failure) ? failure.ForEverybody(Remaining()) : failure;

    /// <summary>The strategy for the system's pipeline, which two first calls at once may both build.</summary>
    /// <param name="longest">The longest time without a call.</param>
    internal CircuitBreakerStrategyOptions<OutsideResponse> Options(TimeSpan longest) =>
        new()
        {
            FailureRatio = ShareOfFailures,
            MinimumThroughput = FewestCalls,
            SamplingDuration = Sampled,
            BreakDurationGenerator = arguments =>
                ValueTask.FromResult(BreakAfter(Math.Max(0, arguments.HalfOpenAttempts), longest)),
            ShouldHandle = new PredicateBuilder<OutsideResponse>().Handle<OutsideException>(SaysDown),
            OnOpened = arguments =>
            {
                Opened(arguments.BreakDuration, arguments.Outcome.Exception as OutsideException);
                return ValueTask.CompletedTask;
            },
            OnHalfOpened = _ =>
            {
                lock (gate)
                    isProbing = true;
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                Closed();
                return ValueTask.CompletedTask;
            },
        };

    /// <summary>
    /// It cannot be reached, does not answer in time, fails inside, or lets nobody in. Neither a no of business nor too many calls
    /// say that.
    /// </summary>
    private static bool SaysDown(OutsideException failure) =>
        failure.Status is null or 401 or 402 or 403 or 408 or >= 500 && !failure.HitsEverybody;

    private static TimeSpan BreakAfter(int failedProbes, TimeSpan longest)
    {
        var wait = FirstBreak * Math.Pow(2, Math.Min(failedProbes, 10));
        return wait < longest ? wait : longest;
    }

    private TimeSpan Remaining()
    {
        lock (gate)
        {
            // While a probe is under way nobody knows: what it finds out comes soon.
            var wait = isProbing ? FirstBreak : Rest;
            return wait > Soon ? wait : Soon;
        }
    }

    private void Opened(TimeSpan rest, OutsideException? failure)
    {
        var now = clock.GetUtcNow();
        BreakerChange? change = null;
        lock (gate)
        {
            restsSince = clock.GetTimestamp();
            rests = rest;
            isProbing = false;
            if (outage is null)
            {
                outage = new Outage(system, now, Why(failure));
                change = new BreakerChange(outage, IsOver: false, now);
            }
        }

        if (change is not null)
            tell(change);
    }

    private void Closed()
    {
        BreakerChange? change = null;
        lock (gate)
        {
            if (outage is not null)
                change = new BreakerChange(outage, IsOver: true, clock.GetUtcNow());
            outage = null;
            isProbing = false;
        }

        if (change is not null)
            tell(change);
    }

    /// <summary>Without the system's name, which stands before it.</summary>
    private string Why(OutsideException? failure) =>
        failure is null ? "does not answer" : failure.Message[(system.Length + 2)..];
}

/// <summary>A time in which a system is down.</summary>
/// <param name="System">Which.</param>
/// <param name="Since">When its calls stopped.</param>
/// <param name="Why">What its last call met: <c>answered 503</c>. Without secrets.</param>
internal sealed record Outage(string System, DateTimeOffset Since, string Why);

/// <summary>A system went down, or answers again.</summary>
/// <param name="Outage">Which, and since when it was down.</param>
/// <param name="IsOver">It answers again.</param>
/// <param name="At">When that was found out.</param>
internal sealed record BreakerChange(Outage Outage, bool IsOver, DateTimeOffset At);
