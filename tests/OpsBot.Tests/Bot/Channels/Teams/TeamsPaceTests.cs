using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsPaceTests
{
    private static readonly (int Most, int Seconds)[] Limits = [(7, 1), (8, 2), (60, 30), (1800, 3600)];
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Five_go_at_once_and_then_one_a_second()
    {
        var pace = new TeamsPace(clock);
        for (var call = 0; call < 5; call++)
            await pace.TurnAsync("a", CancellationToken.None);
        var sixth = pace.TurnAsync("a", CancellationToken.None);
        sixth.IsCompleted.ShouldBeFalse();
        await pace.TurnAsync("another", CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(1));
        await sixth;
    }

    [Fact]
    public async Task Whoever_would_wait_long_comes_back_later()
    {
        var pace = new TeamsPace(clock);
        var waiting = Enumerable.Range(0, 10).Select(_ => pace.TurnAsync("a", CancellationToken.None)).ToList();
        var failure = await Should.ThrowAsync<OutsideException>(() => pace.TurnAsync("a", CancellationToken.None));
        (failure.Kind, failure.HitsEverybody, failure.RetryAfter).ShouldBe(
            (FailureKind.Safe, true, TimeSpan.FromSeconds(6))
        );
        clock.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task No_window_of_Teams_is_ever_overrun()
    {
        var pace = new TeamsPace(clock);
        var start = clock.GetUtcNow();
        List<double> calls = [];
        for (var second = 0; second < 7_200; second++)
        {
            for (var call = 0; call < 8; call++)
            {
                var turn = pace.TurnAsync("a", CancellationToken.None);
                if (!turn.IsCompleted)
                    _ = turn.ContinueWith(_ => { }, TaskScheduler.Default);
                if (turn.IsCompletedSuccessfully)
                    calls.Add((clock.GetUtcNow() - start).TotalSeconds);
                else if (turn.IsFaulted)
                    turn.Exception!.InnerException.ShouldBeOfType<OutsideException>();
                else
                    calls.Add((clock.GetUtcNow() - start).TotalSeconds + 1);
            }

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        calls.Sort();
        calls.Count.ShouldBeGreaterThan(2_880);
        foreach (var (most, seconds) in Limits)
        {
            for (var from = 0; from + most < calls.Count; from++)
                (calls[from + most] - calls[from]).ShouldBeGreaterThanOrEqualTo(seconds, $"{most} in {seconds} s");
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_Teams_asks_to_be_left_alone_is_left_alone()
    {
        var pace = new TeamsPace(clock);
        pace.Rest("a", TimeSpan.FromSeconds(20));
        (await Should.ThrowAsync<OutsideException>(() => pace.TurnAsync("a", CancellationToken.None))).Status.ShouldBe(
            429
        );
        await pace.TurnAsync("another", CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(20));
        await pace.TurnAsync("a", CancellationToken.None);
    }
}
