namespace OpsBot.Bot.Http;

/// <summary>
/// A clock that nobody can set: it begins with the time it is given and goes on by the machine's counter. Polly's breaker stays
/// open until a time of day; were that clock set back, no call would be made for as long.
/// </summary>
internal sealed class SteadyTime(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset begin = clock.GetUtcNow();
    private readonly long start = clock.GetTimestamp();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => begin + clock.GetElapsedTime(start);

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
