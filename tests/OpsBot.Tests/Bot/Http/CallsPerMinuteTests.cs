using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Http;

public sealed class CallsPerMinuteTests
{
    [Fact]
    public async Task More_calls_than_a_minute_takes_are_not_made_and_blame_no_run()
    {
        using var far = new FarSystem(TimeProvider.System, callsPerMinute: 2);
        using var stop = new CancellationTokenSource();
        await far.CallAsync();
        var second = far.CallUntilAsync(Safety.Write, stop.Token);
        var third = await far.FailAsync();

        far.Calls.ShouldBe(1);
        second.IsCompleted.ShouldBeFalse("it waits for its turn");
        (third.Kind, third.HitsEverybody).ShouldBe((FailureKind.Safe, true));
        third.RetryAfter!.Value.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        far.Breakers.Outages.ShouldBeEmpty();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task A_tenth_of_them_may_come_at_once()
    {
        using var far = new FarSystem(TimeProvider.System, callsPerMinute: 150);
        for (var call = 0; call < 15; call++)
            await far.CallAsync();
        using var stop = new CancellationTokenSource();
        var next = far.CallUntilAsync(Safety.Write, stop.Token);
        next.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Where_no_pace_is_known_none_is_kept()
    {
        using var far = new FarSystem(TimeProvider.System);
        for (var call = 0; call < 500; call++)
            await far.CallAsync();
        far.Calls.ShouldBe(500);
    }
}
