using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

public abstract class StartOverTests(TestStore.Kind kind)
{
    [Fact]
    public async Task The_rest_of_the_plan_is_put_aside_and_all_is_decided_anew()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Refuses = "b";
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddDays(1));
        await engine.AnswerAsync("one", TroubleChoice.StartOver);
        await engine.RunDueAsync();
        (await engine.RunOfAsync("one")).Plan.ShouldBeNull("what is asked now is not the rest of the old plan");
        engine.Scripted.Facts = new { colour = "blue" };
        engine.Scripted.Decides = _ => ScriptedLoop.Clear("c");
        await engine.CatchAsync("one", starts: false);
        await engine.RunDueAsync();

        engine.System.Calls.ShouldBe(["a 0", "b 1", "c 2"], "under a key of its own");
        engine.System.Done.ShouldBe(["a", "c"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
        (await engine.StoryOfAsync("one")).ShouldContain("Started over");
    }

    [Fact]
    public async Task What_may_have_happened_cannot_be_started_over()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.System.Hides = true;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        for (var at = 0; at < 10; at++)
            await engine.PassAsync(TimeSpan.FromSeconds(10));

        (await engine.QuestionOfAsync("one")).Question.Choices.ShouldNotContain(it =>
            it.Key == TroubleChoice.StartOver
        );
        (await engine.AnswerAsync("one", TroubleChoice.StartOver))
            .ShouldBeOfType<AnswerResult.Refused>()
            .Why.ShouldStartWith("It cannot start over");
    }

    [Fact]
    public async Task What_people_decided_is_asked_anew_where_nothing_of_it_was_begun()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddDays(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.Scripted.GatherFails = new InvalidOperationException("a bug");
        await engine.AnswerAsync("one", "approve");
        await engine.RunDueAsync();
        engine.Scripted.GatherFails = null;
        await engine.AnswerAsync("one", TroubleChoice.StartOver);
        await engine.RunDueAsync();

        engine.System.Calls.ShouldBeEmpty();
        var question = await engine.QuestionOfAsync("one");
        (question.Kind, question.IsOpen).ShouldBe((EscalationKind.Decision, true));
        await engine.AnswerAsync("one", "deny", reason: "no");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Denied);
    }

    [Fact]
    public async Task A_run_that_is_not_dead_has_no_such_answer()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddDays(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        (await engine.AnswerAsync("one", TroubleChoice.StartOver)).ShouldBeOfType<AnswerResult.Refused>();
    }
}
