using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What Slack wants left alone is left alone after a restart too.</summary>
public sealed class SlackRestsTests
{
    private const string Method = "chat.postMessage";
    private readonly FakeTimeProvider clock = new(Asked.At);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestStore.Kind.Sqlite)]
    [InlineData(TestStore.Kind.Postgres)]
    public async Task A_restart_does_not_call_what_asked_to_be_left_alone(TestStore.Kind kind)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var store = engine.Get<IRests>();
        var pace = new SlackPace(clock);
        using (var rests = await StartAsync(store, pace))
        {
            pace.Rest(Method, TimeSpan.FromSeconds(60));
            await rests.WorkOnceAsync(Stop);
        }

        clock.Advance(TimeSpan.FromSeconds(20));
        var restarted = new SlackPace(clock);
        using var again = await StartAsync(store, restarted);
        var failure = Should.Throw<OutsideException>(() => restarted.Check(Method));
        (failure.Kind, failure.RetryAfter).ShouldBe((FailureKind.Safe, TimeSpan.FromSeconds(40)));
        restarted.Check("chat.update");

        clock.Advance(TimeSpan.FromSeconds(41));
        restarted.Check(Method);
        await again.WorkOnceAsync(Stop);
        (await store.AllAsync(Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TestStore.Kind.Sqlite)]
    [InlineData(TestStore.Kind.Postgres)]
    public async Task The_longer_rest_counts_and_one_that_is_not_over_stays(TestStore.Kind kind)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var store = engine.Get<IRests>();
        await store.KeepAsync(new Rest("slack:a", Asked.At.AddMinutes(2)), Stop);
        await store.KeepAsync(new Rest("slack:a", Asked.At.AddMinutes(1)), Stop);
        await store.ForgetAsync("slack:a", Asked.At.AddMinutes(1), Stop);
        (await store.AllAsync(Stop)).ShouldHaveSingleItem().ShouldBe(new Rest("slack:a", Asked.At.AddMinutes(2)));
        await store.KeepAsync(new Rest("slack:a", Asked.At.AddMinutes(3)), Stop);
        (await store.AllAsync(Stop)).ShouldHaveSingleItem().Until.ShouldBe(Asked.At.AddMinutes(3));
    }

    [Fact]
    public async Task What_others_keep_and_what_a_clock_set_back_left_does_not_silence_the_bot()
    {
        var store = new MemoryRests();
        store.Kept["slack:chat.update"] = Asked.At.AddDays(2);
        store.Kept["shopify:orders"] = Asked.At.AddDays(2);
        var pace = new SlackPace(clock);
        using var rests = await StartAsync(store, pace);
        Should.Throw<OutsideException>(() => pace.Check("chat.update")).RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        await rests.WorkOnceAsync(Stop);
        store.Kept.Keys.ShouldBe(["shopify:orders"]);
    }

    private async Task<SlackRests> StartAsync(IRests store, SlackPace pace)
    {
        var rests = new SlackRests(store, pace, clock, NullLogger<SlackRests>.Instance);
        await rests.StartAsync(Stop);
        await rests.StopAsync(Stop);
        return rests;
    }
}
