using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

/// <summary>Events that poison, come too early, too late or in the wrong order.</summary>
public abstract class UnderFireTests(TestStore.Kind kind)
{
    [Fact]
    public async Task Events_whose_runs_always_fault_block_no_other()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context =>
            context.Run.Subject.Name.StartsWith("poison", StringComparison.Ordinal)
                ? throw new InvalidOperationException("poison")
                : ScriptedLoop.Clear(context.Run.Subject.Name);
        for (var at = 0; at < 25; at++)
        {
            await engine.CatchAsync($"poison{at}");
            await engine.CatchAsync($"good{at}");
        }

        await engine.RunDueAsync();
        engine.System.Done.Count.ShouldBe(25);
        (await engine.RunOfAsync("poison0")).Stage.ShouldBe(Stage.Dead);
        (await engine.ClaimAsync()).ShouldBeEmpty("a dead run is not taken up again and again");
    }

    [Fact]
    public async Task A_timer_set_for_an_older_state_of_a_run_does_nothing()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.Clock.Advance(TimeSpan.FromHours(1));
        var atTheDeadline = (await engine.ClaimAsync()).Single();
        await engine.AnswerAsync("one", "approve");
        await engine.AdvanceAsync(atTheDeadline);
        (await engine.StoryOfAsync("one")).ShouldNotContain("overdue");

        await engine.RunDueAsync();
        await engine.PassAsync(TimeSpan.FromDays(2));
        engine.System.Done.ShouldBe(["a", "b"]);
        (await engine.StoryOfAsync("one")).ShouldNotContain("overdue");
    }

    [Fact]
    public async Task An_event_that_comes_before_its_wait_is_stored_is_not_lost()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var isThere = false;
        engine.Scripted.LooksUp = async context =>
        {
            var decision = isThere
                ? ScriptedLoop.Clear("a")
                : new Decision.Wait(context.Now.AddDays(9), "the parcel", "wait", "It is not here.");
            if (!isThere)
            {
                // The parcel comes after the facts were read and before the wait for it is stored.
                isThere = true;
                await engine.CatchAsync("one", starts: false);
            }

            return decision;
        };
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Events_that_come_in_any_order_and_twice_end_in_the_same()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context =>
            context.Run.Events < 3
                ? new Decision.Wait(context.Now.AddDays(9), "more", "wait", "It is not complete.")
                : ScriptedLoop.Clear("a");
        string[][] orders =
        [
            ["s", "j1", "j2"],
            ["s", "j2", "j1", "j1"],
            ["s", "s", "j2", "j1"],
            ["s", "j1", "s", "j1", "j2"],
        ];
        foreach (var (at, order) in orders.Index())
        {
            foreach (var name in order)
            {
                await engine.CatchAsync($"one{at}", $"{at} {name}", starts: name == "s");
                await engine.RunDueAsync();
            }

            (await engine.RunOfAsync($"one{at}")).Outcome.ShouldBe(Outcome.Cleared);
        }

        engine.System.Done.Count.ShouldBe(orders.Length);
    }

    [Fact]
    public async Task Events_that_contradict_each_other_are_decided_from_the_facts_as_they_are_then()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        // Requested, cancelled, requested again: only what the shop says now counts.
        engine.Scripted.Facts = new { colour = "blue" };
        engine.Scripted.Decides = _ => new Decision.Drop("gone", "It was cancelled.");
        await engine.CatchAsync("one", starts: false);
        engine.Scripted.Facts = new { colour = "red" };
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();

        var memory = await engine.MemoryOfAsync("one");
        memory.Escalations.ShouldHaveSingleItem().IsOpen.ShouldBeTrue("nobody is asked twice for the same");
    }

    [Fact]
    public async Task What_a_call_brought_is_stored_also_where_the_bot_is_stopped_before_it_was_seen()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var stop = new CancellationTokenSource();
        engine.System.Meanwhile = _ => stop.CancelAsync();
        engine.System.Through = isCall => isCall ? Task.CompletedTask : Task.FromCanceled(stop.Token);
        engine.System.Hides = true;
        await engine.CatchAsync("one");
        var run = (await engine.ClaimAsync()).Single();
        await Record.ExceptionAsync(() => engine.Get<Runner>().AdvanceAsync(run, stop.Token));
        var entry = (await engine.MemoryOfAsync("one")).Journal[0];
        (entry.State, entry.Receipt).ShouldBe((EffectState.Done, "receipt a 09:00"));
        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Confirming);

        engine.System.Through = _ => Task.CompletedTask;
        await engine.PassAsync(TimeSpan.FromMinutes(6));
        await engine.PassAsync(TimeSpan.FromMinutes(1));
        engine.System.Calls.ShouldBe(["a 0"], "what is known to be done is looked for, however long it hides");
        engine.System.Hides = false;
        await engine.PassAsync(TimeSpan.FromMinutes(1));
        engine.System.Done.ShouldBe(["a", "b"]);
    }
}
