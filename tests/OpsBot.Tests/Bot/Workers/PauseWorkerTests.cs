using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Workers;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Workers;

public abstract class PauseWorkerTests(TestStore.Kind kind)
{
    private readonly PaperChannel chat = new("test");

    [Fact]
    public async Task A_trip_is_told_once_with_its_figures_and_the_command_that_resumes()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var worker = Worker(engine);
        await engine.Trips.TripAsync(EngineFixture.Loop, "7 of 20 runs died", CancellationToken.None);
        chat.Refuses = ScriptedSystem.Failure(FailureKind.Safe);
        await worker.KeepAsync(CancellationToken.None);
        chat.Refuses = null;
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.KeepAsync(CancellationToken.None);
        await worker.KeepAsync(CancellationToken.None);
        chat.Notices.ShouldBe([
            new Line(
                "scripted stopped itself: 7 of 20 runs died. What comes in is kept and waits. Look first, then type: resume scripted"
            ),
        ]);
    }

    [Fact]
    public async Task A_trip_that_reaches_one_of_the_channels_is_told()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Channels = ["test:room", "test:gone"];
        using var worker = Worker(engine);
        await engine.Trips.TripAsync(EngineFixture.Loop, "figures", CancellationToken.None);
        chat.TakesOnly = "room";
        for (var look = 0; look < 100; look++)
        {
            await worker.KeepAsync(CancellationToken.None);
            engine.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        chat.Notices.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_trip_that_reaches_nobody_is_told_again_with_growing_waits()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var worker = Worker(engine);
        await engine.Trips.TripAsync(EngineFixture.Loop, "figures", CancellationToken.None);
        chat.Refuses = ScriptedSystem.Failure(FailureKind.Broken);
        for (var look = 0; look < 120; look++)
        {
            await worker.KeepAsync(CancellationToken.None);
            engine.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        chat.Tries.ShouldBe(4, "at once, and after 1, 3 and 7 minutes");
    }

    [Fact]
    public async Task A_trip_is_not_lost_where_the_bot_is_stopped_while_it_tells_it()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var worker = Worker(engine);
        using var stop = new CancellationTokenSource();
        await engine.Trips.TripAsync(EngineFixture.Loop, "figures", CancellationToken.None);
        chat.Meanwhile = stop.Cancel;
        await Should.ThrowAsync<OperationCanceledException>(() => worker.KeepAsync(stop.Token));

        chat.Meanwhile = null;
        using var next = Worker(engine);
        await next.KeepAsync(CancellationToken.None);
        chat.Notices.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_pause_that_is_over_is_ended_and_told()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var worker = Worker(engine);
        var now = engine.Clock.GetUtcNow();
        await engine.Loops.PauseAsync(
            new LoopState(EngineFixture.Loop, true, "test:anna", now, null, now.AddHours(1)),
            CancellationToken.None
        );
        await engine.CatchAsync("one");
        await worker.KeepAsync(CancellationToken.None);
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeTrue();
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await worker.KeepAsync(CancellationToken.None);
        await worker.KeepAsync(CancellationToken.None);
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeFalse();
        chat.Notices.ShouldBe([new Line("scripted: the pause is over. 1 run that waited goes on now.")]);
    }

    private PauseWorker Worker(EngineFixture engine)
    {
        var loops = new LoopList([engine.Scripted], engine.Pauses);
        var news = new LoopNews(loops, new LoopNotices(loops, [chat]), engine.Clock, NullLogger<LoopNews>.Instance);
        return new PauseWorker(engine.Loops, engine.Pauses, engine.Trips, news, NullLogger<PauseWorker>.Instance);
    }
}
