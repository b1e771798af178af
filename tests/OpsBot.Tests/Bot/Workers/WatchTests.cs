using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Store;
using OpsBot.Bot.Workers;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Workers;

public abstract class WatchTests(TestStore.Kind kind)
{
    private readonly PaperChannel chat = new("test");

    [Fact]
    public async Task A_run_that_nobody_takes_up_is_told_once_and_that_it_is_over_once()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var watch = Watch(engine);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await engine.CatchAsync("one");
        engine.Clock.Advance(TimeSpan.FromSeconds(59));
        await watch.LookAsync(CancellationToken.None);
        chat.Notices.ShouldBeEmpty();

        await engine.CatchAsync("two");
        engine.Clock.Advance(TimeSpan.FromSeconds(2));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        var run = await engine.RunOfAsync("one");
        chat.Notices.ShouldBe([
            new Line(
                $"scripted: 1 run is due and not taken up for more than a minute; the oldest is one (run {run.Id}), since 10:00. "
                    + "Nothing is lost, but somebody should look at the bot."
            ),
        ]);

        await engine.RunDueAsync();
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        chat.Notices.Count.ShouldBe(2);
        chat.Notices[1].Text.ShouldBe("scripted: no run is due and not taken up any more.");
    }

    [Fact]
    public async Task A_decision_that_is_not_carried_out_is_told_also_while_a_dead_worker_holds_it()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var watch = Watch(engine);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        engine.System.Before = _ => new OperationCanceledException("killed");
        await engine.CatchAsync("one");
        await Should.ThrowAsync<OperationCanceledException>(engine.RunDueAsync);
        engine.Clock.Advance(TimeSpan.FromSeconds(61));
        await watch.LookAsync(CancellationToken.None);
        chat.Notices.ShouldHaveSingleItem().Text.ShouldStartWith("scripted: 1 run is decided and not carried out");
    }

    [Fact]
    public async Task In_normal_life_nothing_is_said()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var watch = Watch(engine);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        engine.Scripted.Decides = context =>
            context.Run.Subject.Name.StartsWith("ask", StringComparison.Ordinal)
                ? ScriptedLoop.Ask(context.Now.AddHours(1))
                : ScriptedLoop.Clear("a", "b");
        engine.System.Before = _ => ScriptedSystem.Failure(FailureKind.Safe);
        for (var minute = 0; minute < 180; minute++)
        {
            await engine.CatchAsync(minute % 2 == 0 ? $"ask{minute}" : $"clear{minute}");
            await engine.PassAsync(TimeSpan.FromSeconds(30));
            await watch.LookAsync(CancellationToken.None);
            await engine.PassAsync(TimeSpan.FromSeconds(30));
        }

        chat.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_since_its_loop_is_paused_or_since_the_bot_was_stopped_is_not_late()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await engine.CatchAsync("one");
        engine.Clock.Advance(TimeSpan.FromHours(1));
        var watch = Watch(engine);
        await watch.LookAsync(CancellationToken.None);
        await engine.Trips.TripAsync(EngineFixture.Loop, "figures", CancellationToken.None);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await watch.LookAsync(CancellationToken.None);
        await engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 1, CancellationToken.None);
        engine.Clock.Advance(TimeSpan.FromSeconds(30));
        await watch.LookAsync(CancellationToken.None);
        chat.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pause_is_no_all_clear()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var watch = Watch(engine);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await engine.CatchAsync("one");
        engine.Clock.Advance(TimeSpan.FromSeconds(61));
        await watch.LookAsync(CancellationToken.None);
        await engine.Trips.TripAsync(EngineFixture.Loop, "figures", CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        chat.Notices.ShouldHaveSingleItem();

        await engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 1, CancellationToken.None);
        await engine.RunDueAsync();
        await watch.LookAsync(CancellationToken.None);
        chat.Notices[^1].Text.ShouldBe("scripted: no run is due and not taken up any more.");
    }

    [Fact]
    public async Task A_loop_whose_runs_die_trips_and_is_judged_anew_once_resumed()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Trips = new TripLimits { DeadShare = 0.3, RunsAtLeast = 5 };
        engine.Scripted.GatherFails = new InvalidOperationException("a bug");
        var watch = new TripWatch(engine.Trips, engine.Loops, News(engine));
        for (var run = 0; run < 5; run++)
        {
            await watch.LookAsync(CancellationToken.None);
            engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeFalse();
            await engine.CatchAsync($"run{run}");
            await engine.RunDueAsync();
        }

        engine.Clock.Advance(TimeSpan.FromSeconds(15));
        await watch.LookAsync(CancellationToken.None);
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeTrue();
        await engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 1, CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeFalse();
    }

    private Watch Watch(EngineFixture engine) =>
        new(
            engine.Get<WatchStore>(),
            engine.Pauses,
            News(engine),
            new ShopTimes(new ShopCalendar(TimeZoneInfo.Utc), engine.Clock),
            NullLogger<Watch>.Instance
        );

    private LoopNews News(EngineFixture engine)
    {
        var loops = new LoopList([engine.Scripted], engine.Pauses);
        return new LoopNews(loops, new LoopNotices(loops, [chat]), engine.Clock, NullLogger<LoopNews>.Instance);
    }
}
