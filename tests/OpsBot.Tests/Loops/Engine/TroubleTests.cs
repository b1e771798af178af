using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

public abstract class TroubleTests(TestStore.Kind kind)
{
    [Fact]
    public async Task A_safe_failure_is_tried_again_until_it_works()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Before = name => name == "b" ? ScriptedSystem.Failure(FailureKind.Safe) : null;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.PassAsync(TimeSpan.FromHours(20));
        engine.System.Done.ShouldBe(["a"]);

        engine.System.Before = _ => null;
        await engine.PassAsync(TimeSpan.FromMinutes(30));
        engine.System.Done.ShouldBe(["a", "b"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task An_uncertain_call_that_ran_is_not_repeated()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.After = name => name == "a" ? ScriptedSystem.Failure(FailureKind.Uncertain) : null;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.PassAsync(TimeSpan.FromMinutes(1));

        engine.System.Calls.ShouldBe(["a 0", "b 1"]);
        (await engine.MemoryOfAsync("one")).Journal[0].Receipt.ShouldBe("seen a");
    }

    [Fact]
    public async Task An_uncertain_call_that_did_not_run_is_repeated_under_its_key()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var failures = 1;
        engine.System.Before = name =>
            name == "a" && failures-- > 0 ? ScriptedSystem.Failure(FailureKind.Uncertain) : null;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.PassAsync(TimeSpan.FromSeconds(5));
        engine.System.Calls.ShouldBe(["a 0"], "one look is not enough: the call may still be running");
        await engine.PassAsync(TimeSpan.FromSeconds(30));

        engine.System.Calls.ShouldBe(["a 0", "a 0", "b 1"]);
        engine.System.Done.ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_that_dies_in_a_call_leaves_it_to_be_settled_by_reading(bool theCallRan)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var died = new OperationCanceledException("killed");
        var deaths = 1;
        engine.System.Before = name => !theCallRan && name == "a" && deaths-- > 0 ? died : null;
        engine.System.After = name => theCallRan && name == "a" && deaths-- > 0 ? died : null;
        await engine.CatchAsync("one");
        var run = (await engine.ClaimAsync()).Single();
        await Should.ThrowAsync<OperationCanceledException>(() => engine.AdvanceAsync(run));
        (await engine.ClaimAsync()).ShouldBeEmpty();

        await engine.PassAsync(TimeSpan.FromMinutes(6));
        await engine.PassAsync(TimeSpan.FromSeconds(30));
        engine.System.Done.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_run_that_goes_on_for_long_stays_with_its_worker()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var claimed = new List<Run>();
        engine.System.Meanwhile = async _ =>
        {
            engine.Clock.Advance(TimeSpan.FromMinutes(3));
            claimed.AddRange(await engine.ClaimAsync());
        };
        await engine.CatchAsync("one");
        await engine.RunDueAsync();

        claimed.ShouldBeEmpty();
        engine.System.Done.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_worker_that_was_overtaken_stores_nothing()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        await engine.CatchAsync("one");
        var first = (await engine.ClaimAsync()).Single();
        engine.Clock.Advance(TimeSpan.FromMinutes(6));
        var second = (await engine.ClaimAsync()).Single();
        await engine.AdvanceAsync(first);
        engine.System.Calls.ShouldBeEmpty();

        await engine.AdvanceAsync(second);
        engine.System.Done.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_refusal_before_anything_was_done_is_decided_once_more()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Refuses = "a";
        engine.Scripted.Decides = _ =>
            engine.System.Calls.Count == 0 ? ScriptedLoop.Clear("a", "b") : ScriptedLoop.Clear("c");
        await engine.CatchAsync("one");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["c"]);
    }

    [Fact]
    public async Task What_people_decide_after_a_refusal_is_what_the_run_ends_with()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Refuses = "a";
        engine.Scripted.Decides = context =>
            engine.System.Calls.Count == 0 ? ScriptedLoop.Clear("a", "b") : ScriptedLoop.Ask(context.Now.AddDays(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.AnswerAsync("one", "deny", reason: "no");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["denied: no"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Denied);
    }

    [Fact]
    public async Task A_plan_that_was_refused_is_not_taken_up_again_by_a_retry()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Refuses = "a";
        engine.Scripted.Decides = context =>
            engine.System.Calls.Count == 0 ? ScriptedLoop.Clear("a", "b") : ScriptedLoop.Ask(context.Now.AddDays(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.System.Refuses = null;
        engine.Scripted.GatherFails = new InvalidOperationException("a bug");
        await engine.AnswerAsync("one", "deny", reason: "no");
        await engine.RunDueAsync();
        engine.Scripted.GatherFails = null;
        await engine.AnswerAsync("one", "retry");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["denied: no"], "what people had said holds, and they are not asked twice");
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Denied);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_stops_the_run_and_asks_people_once()
    {
        await using var engine = await DeadAsync();
        var asked = await engine.QuestionOfAsync("one");

        asked.Kind.ShouldBe(EscalationKind.Trouble);
        asked.Question.Why.ShouldContain("not now");
        asked.Question.Choices.Select(choice => choice.Key).ShouldBe(["retry", "start-over", "skip", "hand-over"]);
        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Dead);
        (await engine.MemoryOfAsync("one")).Escalations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_goes_on_from_the_step_that_failed()
    {
        await using var engine = await DeadAsync();
        engine.System.Refuses = null;
        await engine.AnswerAsync("one", "retry");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["a", "b"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task Skip_goes_on_without_the_step()
    {
        await using var engine = await DeadAsync();
        await engine.AnswerAsync("one", "skip", reason: "done by phone");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["a"]);
        var skipped = (await engine.MemoryOfAsync("one")).Journal[1];
        (skipped.State, skipped.Receipt).ShouldBe((EffectState.Skipped, "done by phone"));
        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Closed);
    }

    [Fact]
    public async Task Hand_over_ends_the_run()
    {
        await using var engine = await DeadAsync();
        await engine.AnswerAsync("one", "hand-over");
        await engine.RunDueAsync();

        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Dead);
        engine.System.Done.ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_was_handed_over_does_not_begin_anew()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.GatherFails = new InvalidOperationException("a bug");
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await engine.CatchAsync("one");
        await engine.AnswerAsync("one", "hand-over");
        engine.Scripted.GatherFails = null;
        await engine.RunDueAsync();
        await engine.CatchAsync("one", found: true);
        await engine.RunDueAsync();

        engine.System.Calls.ShouldBeEmpty();
        (await engine.Loops.FindRunsAsync("one", 9, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_plan_that_cannot_be_read_any_more_is_a_case_for_people_and_holds_up_nobody()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Before = name => name == "b" ? ScriptedSystem.Failure(FailureKind.Safe) : null;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        var plan = """{"effects":[{"$effect":"Renamed"}]}""";
        await engine.TamperAsync($"""UPDATE "Runs" SET "Plan" = {plan}""");
        engine.System.Before = _ => null;
        await engine.CatchAsync("two");
        await engine.PassAsync(TimeSpan.FromMinutes(1));

        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Dead);
        (await engine.QuestionOfAsync("one")).Question.Why.ShouldContain("cannot be read by this version");
        (await engine.RunOfAsync("two")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task What_is_done_but_never_seen_becomes_a_case_for_people()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Hides = true;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        for (var at = 0; at < 10; at++)
            await engine.PassAsync(TimeSpan.FromSeconds(10));

        engine.System.Calls.ShouldBe(["a 0"]);
        (await engine.QuestionOfAsync("one")).Question.Why.ShouldContain("said done but shows: nothing");

        engine.System.Hides = false;
        await engine.AnswerAsync("one", "retry");
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_needs_mending_is_given_up_after_a_few_tries()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.GatherFails = ScriptedSystem.Failure(FailureKind.Broken);
        await engine.CatchAsync("one");
        for (var at = 0; at < 10; at++)
            await engine.PassAsync(TimeSpan.FromHours(1));

        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Dead);
        engine.Scripted.Considered.ShouldBe(5);
    }

    [Fact]
    public async Task A_fault_of_our_own_is_shown_and_can_be_retried()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.GatherFails = new InvalidOperationException("a bug");
        await engine.CatchAsync("one");
        await engine.CatchAsync("two");
        await engine.RunDueAsync();
        (await engine.QuestionOfAsync("one")).Question.Why.ShouldBe("OpsBot itself failed: a bug");

        engine.Scripted.GatherFails = null;
        await engine.AnswerAsync("one", "retry");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    private async Task<EngineFixture> DeadAsync()
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.System.Refuses = "b";
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        return engine;
    }
}
