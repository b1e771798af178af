using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>A clock that stands still until told, and tells when somebody begins to wait on it, and for how long.</summary>
internal sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>How long the next one waits; fails where nobody does.</summary>
    internal Task<TimeSpan> NextWaitAsync() =>
        waits
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
            waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
