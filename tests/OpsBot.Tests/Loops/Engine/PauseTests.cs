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
        await engine.PassAsync(TimeSpan.FromSeconds(1));
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_may_have_run_before_a_pause_is_looked_for_after_it(bool byTheMoney)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = _ => ScriptedLoop.Clear("40");
        engine.System.After = _ => ScriptedSystem.Failure(FailureKind.Uncertain);
        engine.System.Hides = true;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.PassAsync(TimeSpan.FromSeconds(5));
        // The second look finds nothing, too, and then the loop may not go on.
        engine.Scripted.Trips = byTheMoney ? new TripLimits { RefundedPerHour = 10 } : TripLimits.None;
        engine.System.Through = _ => byTheMoney ? Task.CompletedTask : SetAsync(engine, paused: true);
        await engine.PassAsync(TimeSpan.FromSeconds(30));
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeTrue();
        (await engine.MemoryOfAsync("one")).Journal[0].State.ShouldBe(EffectState.Uncertain);

        // What was slow arrived meanwhile.
        engine.System.Through = _ => Task.CompletedTask;
        engine.System.Hides = false;
        engine.Clock.Advance(TimeSpan.FromHours(3));
        await SetAsync(engine, paused: false);
        await engine.RunDueAsync();
        engine.System.Calls.ShouldBe(["40 0"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
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

    [Fact]
    public async Task What_waited_goes_on_in_its_order_at_the_loops_pace()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Clear(context.Run.Subject.Name);
        engine.Scripted.ResumePerSecond = 2;
        await SetAsync(engine, paused: true);
        foreach (var name in new[] { "one", "two", "three", "four", "five" })
        {
            await engine.CatchAsync(name);
            engine.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var resumed = await engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 2, CancellationToken.None);
        resumed.ShouldBe(new Resumed(EngineFixture.Loop, 5, TimeSpan.FromSeconds(2.5)));
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["one"]);
        await engine.PassAsync(TimeSpan.FromSeconds(1));
        engine.System.Done.ShouldBe(["one", "two", "three"]);
        await engine.PassAsync(TimeSpan.FromSeconds(1));
        engine.System.Done.ShouldBe(["one", "two", "three", "four", "five"]);
    }

    [Fact]
    public async Task An_answer_does_not_wait_behind_what_was_parked()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await AskAsync(engine, "before", TimeSpan.FromHours(1));
        await AskAsync(engine, "after", TimeSpan.FromHours(1));
        await SetAsync(engine, paused: true);
        engine.Scripted.Decides = context => ScriptedLoop.Clear(context.Run.Subject.Name);
        for (var at = 0; at < 50; at++)
            await engine.CatchAsync($"parked{at}");
        await engine.AnswerAsync("before", "approve");
        engine.System.Calls.ShouldBeEmpty();

        await engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 1, CancellationToken.None);
        await engine.AnswerAsync("after", "deny", reason: "no");
        await engine.RunDueAsync();
        foreach (var answered in new[] { "a", "b", "denied: no" })
            engine.System.Done.ShouldContain(answered);
        engine.System.Done.Count.ShouldBe(4, "of what was parked the first");
    }

    [Fact]
    public async Task Deadlines_rest_while_the_loop_is_paused_and_nothing_is_overdue_meanwhile()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var due = await AskAsync(engine, "one", TimeSpan.FromHours(2));
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await SetAsync(engine, paused: true);
        engine.Clock.Advance(TimeSpan.FromHours(5));

        (await CountAsync(engine)).Overdue.ShouldBe(0);
        (await DueAsync(engine)).ShouldBe(due.AddHours(5), "an hour is left, however long the pause lasts");
        await SetAsync(engine, paused: false);
        (await engine.QuestionOfAsync("one")).Question.Deadline.ShouldBe(due.AddHours(5));
        (await DueAsync(engine)).ShouldBe(due.AddHours(5));
        await engine.PassAsync(TimeSpan.FromMinutes(59));
        (await CountAsync(engine)).Overdue.ShouldBe(0);
        await engine.PassAsync(TimeSpan.FromMinutes(2));
        (await CountAsync(engine)).Overdue.ShouldBe(1);
        (await engine.StoryOfAsync("one")).ShouldContain("it is overdue");
    }

    [Fact]
    public async Task What_was_overdue_before_a_pause_is_so_after_it_and_a_pause_said_anew_is_one_pause()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var due = await AskAsync(engine, "one", TimeSpan.FromHours(1));
        engine.Clock.Advance(TimeSpan.FromHours(2));
        await SetAsync(engine, paused: true);
        engine.Clock.Advance(TimeSpan.FromHours(3));
        await SetAsync(engine, paused: true);
        (await CountAsync(engine)).Overdue.ShouldBe(1);
        engine.Clock.Advance(TimeSpan.FromHours(4));
        await SetAsync(engine, paused: false);
        (await engine.QuestionOfAsync("one")).Question.Deadline.ShouldBe(due.AddHours(7));
    }

    [Fact]
    public async Task A_pause_that_ends_by_itself_spreads_and_moves_deadlines_once()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var due = await AskAsync(engine, "asked", TimeSpan.FromHours(10));
        engine.Scripted.Decides = context => ScriptedLoop.Clear(context.Run.Subject.Name);
        await SetAsync(engine, paused: true, until: engine.Clock.GetUtcNow().AddHours(2));
        await engine.CatchAsync("one");
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        await engine.CatchAsync("two");
        engine.Clock.Advance(TimeSpan.FromHours(3) - TimeSpan.FromSeconds(1));
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeTrue("nothing goes on before its turn");

        var ends = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => engine.Loops.EndPausesAsync(_ => 1, CancellationToken.None))
        );
        ends.SelectMany(it => it).ShouldHaveSingleItem().Waited.ShouldBe(2);
        (await engine.QuestionOfAsync("asked")).Question.Deadline.ShouldBe(due.AddHours(3));
        (await engine.RunOfAsync("one")).DueAt.ShouldBe(engine.Clock.GetUtcNow());
        (await engine.RunOfAsync("two")).DueAt.ShouldBe(engine.Clock.GetUtcNow().AddSeconds(1));
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["one"]);
        await engine.PassAsync(TimeSpan.FromSeconds(1));
        engine.System.Done.ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Status_knows_how_much_is_parked_and_since_when()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await SetAsync(engine, paused: true);
        await engine.CatchAsync("one");
        var first = engine.Clock.GetUtcNow();
        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        await engine.CatchAsync("two");
        var counts = await CountAsync(engine);
        (counts.Parked, counts.ParkedSince).ShouldBe((2, first));
    }

    private static async Task<DateTimeOffset> AskAsync(EngineFixture engine, string subject, TimeSpan within)
    {
        var due = engine.Clock.GetUtcNow() + within;
        engine.Scripted.Decides = _ => ScriptedLoop.Ask(due);
        await engine.CatchAsync(subject);
        await engine.RunDueAsync();
        return due;
    }

    private static Task<LoopCounts> CountAsync(EngineFixture engine) =>
        engine.Loops.CountAsync(EngineFixture.Loop, engine.Clock.GetUtcNow().AddDays(-1), CancellationToken.None);

    private static async Task<DateTimeOffset> DueAsync(EngineFixture engine) =>
        (await engine.Loops.OpenAsync(1, CancellationToken.None)).Single().Question.Deadline;

    private static Task SetAsync(EngineFixture engine, bool paused, DateTimeOffset? until = null) =>
        paused
            ? engine.Loops.PauseAsync(
                new LoopState(EngineFixture.Loop, true, "test:anna", engine.Clock.GetUtcNow(), "stocktaking", until),
                CancellationToken.None
            )
            : engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 10, CancellationToken.None);
}
