namespace OpsBot.Loops.Engine;

/// <summary>
/// A clock that nobody can set: it begins with the time it is given and goes on by the machine's counter. What ends at a time of
/// day would else end early or late for as much as somebody sets the clock: leases, and the rests of Polly's breakers.
/// </summary>
/// <param name="clock">The machine's clock.</param>
public sealed class SteadyTime(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset begin = clock.GetUtcNow();
    private readonly long start = clock.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => begin + clock.GetElapsedTime(start);

    /// <inheritdoc/>
    public override long GetTimestamp() => clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
