using System.Net;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;
using Polly;

namespace OpsBot.Tests.Bot.Http;

public sealed class BreakerTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FarSystem far;

    public BreakerTests() => far = new FarSystem(clock);

    public void Dispose() => far.Dispose();

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    public async Task Failures_that_say_the_system_is_down_stop_the_calls(int status)
    {
        far.Answers = (HttpStatusCode)status;
        for (var call = 0; call < 4; call++)
            (await far.FailAsync()).HitsEverybody.ShouldBeFalse();
        var fifth = await far.FailAsync();
        (fifth.Status, fifth.HitsEverybody).ShouldBe((status, true));

        var turnedAway = await far.FailAsync();
        (turnedAway.Kind, turnedAway.HitsEverybody).ShouldBe((FailureKind.Safe, true));
        turnedAway.RetryAfter.ShouldBe(Breaker.FirstBreak);
        far.Calls.ShouldBe(5);
        far.Breakers.Outages.ShouldBe([new Outage("far", clock.GetUtcNow(), $"answered {status}")]);
    }

    [Fact]
    public async Task A_system_that_breaks_every_call_off_is_down_too()
    {
        far.IsGone = true;
        for (var call = 0; call < 6; call++)
            await far.FailAsync();
        far.Breakers.Outages.ShouldHaveSingleItem().Why.ShouldBe("the connection broke");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(302)]
    public async Task Neither_a_no_of_business_nor_too_many_calls_stop_anything(int status)
    {
        far.Answers = (HttpStatusCode)status;
        for (var call = 0; call < 50; call++)
            await Record.ExceptionAsync(() => far.CallAsync());
        far.Calls.ShouldBe(50);
        far.Breakers.Outages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Few_failures_among_many_calls_stop_nothing()
    {
        for (var call = 0; call < 50; call++)
        {
            far.Answers = call % 3 == 0 ? HttpStatusCode.InternalServerError : HttpStatusCode.OK;
            await Record.ExceptionAsync(() => far.CallAsync());
        }

        far.Calls.ShouldBe(50);
    }

    [Fact]
    public async Task Failures_far_apart_stop_nothing()
    {
        far.Answers = HttpStatusCode.InternalServerError;
        for (var call = 0; call < 20; call++)
        {
            await far.FailAsync();
            clock.Advance(TimeSpan.FromSeconds(30));
        }

        far.Calls.ShouldBe(20);
    }

    [Fact]
    public async Task After_the_break_one_call_finds_out_and_the_others_wait_for_it()
    {
        await BreakAsync();
        clock.Advance(Breaker.FirstBreak);
        var others = new List<OutsideException>();
        far.Answers = HttpStatusCode.OK;
        far.Meanwhile = async () =>
        {
            far.Meanwhile = () => Task.CompletedTask;
            others.Add(await far.FailAsync());
        };
        (await far.CallAsync()).IsSuccess.ShouldBeTrue();

        others.ShouldHaveSingleItem().RetryAfter.ShouldBe(Breaker.FirstBreak);
        far.Calls.ShouldBe(6);
        far.Breakers.Outages.ShouldBeEmpty();
        (await far.CallAsync()).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_probe_that_fails_makes_the_break_longer_up_to_five_minutes_and_the_outage_is_one()
    {
        var since = clock.GetUtcNow();
        await BreakAsync();
        var breaks = new List<double>();
        for (var probe = 0; probe < 7; probe++)
        {
            breaks.Add((await far.FailAsync()).RetryAfter!.Value.TotalSeconds);
            clock.Advance(TimeSpan.FromSeconds(breaks[^1]));
            (await far.FailAsync()).Status.ShouldBe(500);
        }

        breaks.ShouldBe([15, 30, 60, 120, 240, 300, 300]);
        far.Breakers.Outages.ShouldHaveSingleItem().Since.ShouldBe(since);
        Told().ShouldBe(["down"]);
    }

    [Fact]
    public async Task It_is_told_once_that_it_is_down_and_once_that_it_answers()
    {
        await BreakAsync();
        clock.Advance(Breaker.FirstBreak);
        far.Answers = HttpStatusCode.OK;
        await far.CallAsync();
        await far.CallAsync();
        Told().ShouldBe(["down", "back"]);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_make_the_break_longer()
    {
        var machine = new MachineClock(clock);
        using var other = new FarSystem(machine) { Answers = HttpStatusCode.InternalServerError };
        for (var call = 0; call < 5; call++)
            await other.FailAsync();
        clock.Advance(Breaker.FirstBreak);
        machine.Set(TimeSpan.FromHours(-1));
        other.Answers = HttpStatusCode.OK;
        await other.CallAsync();
        other.Breakers.Outages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_system_that_people_look_at_is_never_left_alone_for_long()
    {
        var longest = TimeSpan.FromSeconds(15);
        using var chat = new FarSystem(clock, longestBreak: longest) { Answers = HttpStatusCode.InternalServerError };
        for (var call = 0; call < 5; call++)
            await chat.FailAsync();
        for (var probe = 0; probe < 6; probe++)
        {
            clock.Advance(longest);
            var before = chat.Calls;
            await chat.FailAsync();
            chat.Calls.ShouldBe(before + 1);
        }

        clock.Advance(longest);
        chat.Answers = HttpStatusCode.OK;
        await chat.CallAsync();
        chat.Breakers.Outages.ShouldBeEmpty();
    }

    [Fact]
    public void Two_first_calls_at_once_may_both_build_the_pipeline()
    {
        var breaker = far.Breakers.Of(FarSystem.Name);
        for (var build = 0; build < 2; build++)
            new ResiliencePipelineBuilder<OutsideResponse>()
                .AddCircuitBreaker(breaker.Options(Breaker.LongestBreak))
                .Build()
                .ShouldNotBeNull();
    }

    private async Task BreakAsync()
    {
        far.Answers = HttpStatusCode.InternalServerError;
        for (var call = 0; call < 5; call++)
            await far.FailAsync();
    }

    private IEnumerable<string> Told()
    {
        while (far.Breakers.Changes.TryRead(out var change))
            yield return change.IsOver ? "back" : "down";
    }
}
