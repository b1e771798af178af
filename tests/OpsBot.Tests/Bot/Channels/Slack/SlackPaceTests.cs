using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack;

public sealed class SlackPaceTests
{
    private readonly FakeTimeProvider clock = new(Asked.At);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_of_one_channel_go_one_a_second_and_hold_up_no_other()
    {
        var pace = new SlackPace(clock);
        await pace.TurnAsync("C1", Stop);
        var second = pace.TurnAsync("C1", Stop);
        second.IsCompleted.ShouldBeFalse();
        await pace.TurnAsync("C2", Stop);
        clock.Advance(TimeSpan.FromSeconds(1));
        await second;
        clock.Advance(TimeSpan.FromSeconds(1));
        await pace.TurnAsync("C1", Stop);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_nothing_wait()
    {
        var machine = new MachineClock(clock);
        var pace = new SlackPace(machine);
        await pace.TurnAsync("C1", Stop);
        pace.Rest("chat.postMessage", TimeSpan.FromSeconds(1));
        machine.Set(TimeSpan.FromHours(-1));
        clock.Advance(TimeSpan.FromSeconds(1));
        await pace.TurnAsync("C1", Stop).WaitAsync(TimeSpan.Zero, Stop);
        pace.Check("chat.postMessage");
    }

    [Fact]
    public async Task Whoever_would_wait_long_is_told_how_long_instead()
    {
        var pace = new SlackPace(clock);
        var waiting = Enumerable.Range(0, 6).Select(_ => pace.TurnAsync("C1", Stop)).ToList();
        var failure = await Should.ThrowAsync<OutsideException>(() => pace.TurnAsync("C1", Stop));
        (failure.Kind, failure.RetryAfter).ShouldBe((FailureKind.Safe, TimeSpan.FromSeconds(6)));
        clock.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(waiting);
    }
}
