using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

public abstract class ClearedRunTests(TestStore.Kind kind)
{
    [Fact]
    public async Task A_clear_case_is_carried_out_in_order_and_closed()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await engine.CatchAsync("one");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["a", "b"]);
        var run = await engine.RunOfAsync("one");
        (run.Stage, run.Outcome, run.Rule).ShouldBe((Stage.Closed, Outcome.Cleared, "rule"));
        (await engine.MemoryOfAsync("one"))
            .Journal.Select(entry => (entry.State, entry.Receipt))
            .ShouldBe([(EffectState.Confirmed, "receipt a 09:00"), (EffectState.Confirmed, "receipt b 09:00")]);
    }

    [Fact]
    public async Task The_same_event_again_is_known_and_starts_nothing()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        (await engine.CatchAsync("one", "same")).ShouldBe(Received.Stored);
        (await engine.CatchAsync("one", "same")).ShouldBe(Received.Duplicate);
        await engine.RunDueAsync();
        (await engine.CatchAsync("one", "same")).ShouldBe(Received.Duplicate);
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Many_copies_at_once_start_one_run()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var received = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => engine.CatchAsync("one", "same")));

        received.Count(result => result is Received.Stored).ShouldBe(1);
        (await engine.ClaimAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_event_of_the_same_subject_joins_the_open_run()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await engine.CatchAsync("one");
        await engine.CatchAsync("one");
        var run = (await engine.ClaimAsync()).ShouldHaveSingleItem();

        run.Events.ShouldBe(2);
    }

    [Fact]
    public async Task An_event_that_comes_while_a_run_ends_opens_the_next()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await engine.CatchAsync("one");
        var caught = false;
        engine.System.Meanwhile = async _ =>
        {
            if (caught)
                return;
            caught = true;
            await engine.CatchAsync("one");
        };
        await engine.RunDueAsync();

        engine.Scripted.Considered.ShouldBe(2);
        (await engine.Loops.FindRunsAsync("one", 5, CancellationToken.None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_plan_that_looks_again_is_decided_anew_under_new_keys()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context =>
            context.Memory.Journal.Count == 0
                ? new Decision.Clear(ScriptedLoop.Pokes("first") with { ThenLookAgain = true }, "one", "First.")
                : ScriptedLoop.Clear("second");
        await engine.CatchAsync("one");
        await engine.RunDueAsync();

        engine.System.Calls.ShouldBe(["first 0", "second 1"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_wait_ends_at_its_time_or_by_an_event()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var until = engine.Clock.GetUtcNow().AddHours(3);
        engine.Scripted.Decides = context =>
            context.Now < until ? new Decision.Wait(until, "spring", "wait", "Not yet.") : ScriptedLoop.Clear("late");
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.PassAsync(TimeSpan.FromHours(2));
        engine.Scripted.Considered.ShouldBe(1);

        await engine.CatchAsync("one", starts: false);
        await engine.RunDueAsync();
        engine.Scripted.Considered.ShouldBe(2);

        await engine.PassAsync(TimeSpan.FromHours(1));
        engine.System.Done.ShouldBe(["late"]);
    }

    [Fact]
    public async Task Runs_decided_side_by_side_cannot_pass_a_cap_together()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var day = new DateOnly(2026, 11, 2);
        engine.Scripted.LooksUp = async context =>
            (await engine.Runs.TallyAsync(EngineFixture.Loop, "shop", day, null, CancellationToken.None)).Count >= 3
                ? new Decision.Drop("full", "The cap is reached.")
                : new Decision.Clear(ScriptedLoop.Pokes(context.Run.Subject.Key), "rule", "Clear.")
                {
                    Caps = [new Cap("shop", day, new Money(1, "EUR"), 3, 100)],
                };
        for (var at = 0; at < 8; at++)
            await engine.CatchAsync($"s{at}");
        await Task.WhenAll((await engine.ClaimAsync()).Select(engine.AdvanceAsync));

        engine.System.Done.Count.ShouldBe(3);
        (await engine.Runs.TallyAsync(EngineFixture.Loop, "shop", day, null, CancellationToken.None)).ShouldBe(
            new Tally(3, 3)
        );
    }

    [Fact]
    public async Task A_run_that_is_refused_and_cleared_again_counts_once()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var day = new DateOnly(2026, 11, 2);
        var amount = 5m;
        engine.Scripted.LooksUp = async context =>
        {
            // It is not in its own way either.
            (
                await engine.Runs.TallyAsync(EngineFixture.Loop, "shop", day, context.Run.Id, CancellationToken.None)
            ).ShouldBe(default);
            return new Decision.Clear(ScriptedLoop.Pokes("a"), "rule", "Clear.")
            {
                Caps = [new Cap("shop", day, new Money(amount, "EUR"), 1, 5)],
            };
        };
        engine.System.Refuses = "a";
        engine.System.Before = _ =>
        {
            // What is refused is cleared again with less.
            engine.System.Refuses = amount == 5m ? "a" : null;
            amount = 3m;
            return null;
        };
        await engine.CatchAsync("one");
        await engine.RunDueAsync();

        engine.System.Calls.ShouldBe(["a 0", "a 1"]);
        engine.System.Done.ShouldBe(["a"]);
        (await engine.Runs.TallyAsync(EngineFixture.Loop, "shop", day, null, CancellationToken.None)).ShouldBe(
            new Tally(1, 3)
        );
    }
}
