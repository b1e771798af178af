using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

public abstract class PauseTests(TestStore.Kind kind)
{
    [Fact]
    public async Task A_paused_loop_catches_but_begins_nothing_and_loses_nothing()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await SetAsync(engine, paused: true);
        for (var at = 0; at < 5; at++)
            await engine.CatchAsync($"s{at}");
        await engine.RunDueAsync();
        engine.Scripted.Considered.ShouldBe(0);
        (await engine.Loops.CountAsync(EngineFixture.Loop, default, CancellationToken.None)).Parked.ShouldBe(5);

        await SetAsync(engine, paused: false);
        await engine.RunDueAsync();
        engine.System.Done.Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_pause_takes_effect_between_two_effects()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await engine.CatchAsync("one");
        engine.System.Meanwhile = _ => SetAsync(engine, paused: true);
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["a"]);

        engine.System.Meanwhile = _ => Task.CompletedTask;
        await SetAsync(engine, paused: false);
        await engine.RunDueAsync();
        engine.System.Calls.ShouldBe(["a 0", "b 1"]);
    }

    [Fact]
    public async Task A_pause_while_the_facts_are_gathered_stops_the_first_effect()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.LooksUp = async _ =>
        {
            await SetAsync(engine, paused: true);
            return ScriptedLoop.Clear("a", "b");
        };
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.System.Calls.ShouldBeEmpty();

        await SetAsync(engine, paused: false);
        await engine.RunDueAsync();
        engine.System.Calls.ShouldBe(["a 0", "b 1"]);
    }

    [Fact]
    public async Task A_pause_with_an_end_ends_by_itself()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await SetAsync(engine, paused: true, until: engine.Clock.GetUtcNow().AddHours(2));
        await engine.CatchAsync("one");
        await engine.PassAsync(TimeSpan.FromHours(1));
        engine.System.Done.ShouldBeEmpty();

        await engine.PassAsync(TimeSpan.FromHours(1));
        engine.System.Done.ShouldBe(["a", "b"]);
    }

    private static Task SetAsync(EngineFixture engine, bool paused, DateTimeOffset? until = null) =>
        engine.Loops.SetAsync(
            new LoopState(EngineFixture.Loop, paused, "test:anna", engine.Clock.GetUtcNow(), "stocktaking", until),
            CancellationToken.None
        );
}
