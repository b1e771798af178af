using Microsoft.Extensions.Time.Testing;

namespace OpsBot.Tests.Infrastructure;

/// <summary>A machine's clock that somebody may set, beside its counter, which nobody can.</summary>
internal sealed class MachineClock(FakeTimeProvider time) : TimeProvider
{
    private TimeSpan set;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + set;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <summary>Somebody sets it.</summary>
    internal void Set(TimeSpan by) => set += by;
}
