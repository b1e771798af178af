using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Bot.Channels.Slack;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>What is kept for Teams is known after a restart, and not for ever.</summary>
public sealed class TeamsRestsTests
{
    private const string Place = "19:opsdesk0shop@thread.tacv2;messageid=1763974800000";
    private readonly FakeTimeProvider clock = new(Asked.At);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestStore.Kind.Sqlite)]
    [InlineData(TestStore.Kind.Postgres)]
    public async Task A_restart_does_not_speak_where_Teams_asked_to_be_left_alone(TestStore.Kind kind)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var store = engine.Get<IRests>();
        var pace = new TeamsPace(clock);
        using (var rests = await StartAsync(store, pace))
        {
            pace.Rest(Place, TimeSpan.FromSeconds(60));
            await rests.WorkOnceAsync(Stop);
        }

        clock.Advance(TimeSpan.FromSeconds(20));
        var restarted = new TeamsPace(clock);
        using var again = await StartAsync(store, restarted);
        var failure = await Should.ThrowAsync<OutsideException>(() => restarted.TurnAsync(Place, Stop));
        (failure.Kind, failure.RetryAfter).ShouldBe((FailureKind.Safe, TimeSpan.FromSeconds(40)));
        await restarted.TurnAsync("19:another@thread.tacv2", Stop);

        clock.Advance(TimeSpan.FromSeconds(41));
        await restarted.TurnAsync(Place, Stop);
        await again.WorkOnceAsync(Stop);
        (await store.AllAsync(Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TestStore.Kind.Sqlite)]
    [InlineData(TestStore.Kind.Postgres)]
    public async Task What_nobody_will_ask_for_any_more_is_forgotten(TestStore.Kind kind)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var memory = engine.Get<IChatMemory>();
        var roles = new Roles(new Dictionary<string, IReadOnlyCollection<string>>());
        var posts = new TeamsPosts(memory, new QuestionCards(new MemoryQuestions(clock)), roles, clock);
        var sweep = new TeamsSweep(posts, new TeamsSeen(engine.Get<IEventStore>(), memory, clock));
        await posts.SayingAsync("old", 3, Stop);
        await memory.KeepAsync("teams", "place:19:x", "kept for good", Stop);
        clock.Advance(TeamsPosts.Kept);
        await posts.SayingAsync("new", 4, Stop);
        await sweep.SweepAsync(Stop);
        (await posts.MayBeSaidAsync("old", 3, Stop)).ShouldBeTrue();

        clock.Advance(TimeSpan.FromSeconds(1));
        await sweep.SweepAsync(Stop);
        (await posts.MayBeSaidAsync("old", 3, Stop)).ShouldBeFalse();
        (await posts.MayBeSaidAsync("new", 4, Stop)).ShouldBeTrue();
        (await memory.FindAsync("teams", "place:19:x", Stop)).ShouldBe("kept for good");
    }

    private async Task<TeamsRests> StartAsync(IRests store, TeamsPace pace)
    {
        var rests = new TeamsRests(store, pace, clock, NullLogger<TeamsRests>.Instance);
        await rests.StartAsync(Stop);
        await rests.StopAsync(Stop);
        return rests;
    }
}
