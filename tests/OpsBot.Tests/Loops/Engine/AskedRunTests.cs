using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

public abstract class AskedRunTests(TestStore.Kind kind)
{
    [Fact]
    public async Task An_approval_carries_out_the_plan_that_was_shown()
    {
        await using var engine = await AskingAsync();
        engine.System.Calls.ShouldBeEmpty();
        (await engine.AnswerAsync("one", "approve")).ShouldBeOfType<AnswerResult.Accepted>();
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["a", "b"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Approved);
        var asked = await engine.QuestionOfAsync("one");
        (asked.Verdict, asked.By).ShouldBe((Verdict.Approved, "test:anna"));
    }

    [Fact]
    public async Task A_denial_needs_a_reason_and_passes_it_on()
    {
        await using var engine = await AskingAsync();
        (await engine.AnswerAsync("one", "deny")).ShouldBe(new AnswerResult.Refused("Please say why."));
        await engine.AnswerAsync("one", "deny", reason: "too old");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["denied: too old"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Denied);
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_counts_and_the_others_hear_who_was_first()
    {
        await using var engine = await AskingAsync();
        var asked = await engine.QuestionOfAsync("one");
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(at =>
                    engine.Answers.TakeAsync(
                        new Answer(
                            asked.Id,
                            new Person(at % 2 == 0 ? "test:anna" : "test:ben", "x", IsOurs: true),
                            at % 3 == 0 ? "deny" : "approve",
                            "because"
                        ),
                        CancellationToken.None
                    )
                )
        );
        await engine.RunDueAsync();

        results.OfType<AnswerResult.Accepted>().Count().ShouldBe(1);
        results.OfType<AnswerResult.TooLate>().ShouldAllBe(late => late.Escalation.By != null);
        results.OfType<AnswerResult.TooLate>().Count().ShouldBe(199);
        (engine.System.Done is ["a", "b"] or ["denied: because"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("test:stranger", true, "Only the agent role can decide this.")]
    [InlineData("test:anna", false, "Only members of this workspace can decide this.")]
    public async Task Somebody_who_may_not_decide_does_not(string by, bool isOurs, string why)
    {
        await using var engine = await AskingAsync();
        var asked = await engine.QuestionOfAsync("one");
        var answer = new Answer(asked.Id, new Person(by, by, isOurs), "approve");
        (await engine.Answers.TakeAsync(answer, CancellationToken.None)).ShouldBe(new AnswerResult.Refused(why));
        await engine.RunDueAsync();

        engine.System.Calls.ShouldBeEmpty();
        (await engine.QuestionOfAsync("one")).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Facts_that_changed_between_card_and_click_are_asked_anew()
    {
        await using var engine = await AskingAsync();
        await engine.AnswerAsync("one", "approve");
        engine.Scripted.Facts = new { colour = "blue" };
        await engine.RunDueAsync();

        engine.System.Calls.ShouldBeEmpty();
        var asked = (await engine.MemoryOfAsync("one")).Escalations;
        asked.Select(it => it.Verdict).ShouldBe([Verdict.Superseded, Verdict.None]);
        asked[1].Question.Changed.ShouldBe(["colour: red → blue"]);
    }

    [Fact]
    public async Task A_question_falls_away_when_an_event_ends_its_cause()
    {
        await using var engine = await AskingAsync();
        engine.Scripted.Facts = new { colour = "gone" };
        engine.Scripted.Decides = _ => new Decision.Drop("gone", "It is gone.");
        await engine.CatchAsync("one", starts: false);
        await engine.RunDueAsync();

        (await engine.QuestionOfAsync("one")).Verdict.ShouldBe(Verdict.Withdrawn);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Withdrawn);
        (await engine.AnswerAsync("one", "approve")).ShouldBeOfType<AnswerResult.TooLate>();
    }

    [Fact]
    public async Task An_event_that_changes_nothing_leaves_the_question_as_it_is()
    {
        await using var engine = await AskingAsync();
        var before = await engine.QuestionOfAsync("one");
        await engine.CatchAsync("one", starts: false);
        await engine.RunDueAsync();

        (await engine.QuestionOfAsync("one")).Id.ShouldBe(before.Id);
        engine.Scripted.Considered.ShouldBe(2);
    }

    [Fact]
    public async Task Silence_is_never_consent()
    {
        await using var engine = await AskingAsync();
        await engine.PassAsync(TimeSpan.FromDays(30));

        engine.System.Calls.ShouldBeEmpty();
        (await engine.QuestionOfAsync("one")).IsOpen.ShouldBeTrue();
        (await engine.StoryOfAsync("one")).ShouldContain("overdue");
        (await engine.Loops.CountAsync(EngineFixture.Loop, default, CancellationToken.None)).Overdue.ShouldBe(1);
    }

    private async Task<EngineFixture> AskingAsync()
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        return engine;
    }
}
