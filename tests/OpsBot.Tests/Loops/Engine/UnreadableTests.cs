using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

/// <summary>Another version of this program wrote what this one cannot read.</summary>
public abstract class UnreadableTests(TestStore.Kind kind)
{
    private const string Renamed = """{"$effect":"Renamed","what":1}""";

    [Fact]
    public async Task A_run_whose_plan_cannot_be_read_keeps_it_and_goes_on_where_it_can_be_read_again()
    {
        await using var engine = await StuckAsync();
        var stuck = await engine.RunOfAsync("one");
        (stuck.Stage, stuck.StepsBefore, stuck.Key.Step).ShouldBe((Stage.Dead, 0, 1));
        await engine.AnswerAsync("one", TroubleChoice.Retry);
        await engine.RunDueAsync();
        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Dead, "this version cannot read it any better");

        await WriteAsync(engine, engine.Get<EngineJson>().Write(ScriptedLoop.Pokes("a", "b")));
        await engine.AnswerAsync("one", TroubleChoice.Retry);
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["a", "b"]);
        engine.System.Calls[^1].ShouldBe("b 1");
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task It_can_be_handed_over_by_a_version_that_cannot_read_it()
    {
        await using var engine = await StuckAsync();
        await engine.AnswerAsync("one", TroubleChoice.HandOver);
        await engine.RunDueAsync();
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Dead);
        (await engine.MemoryOfAsync("one")).Escalations.ShouldHaveSingleItem();
        (await engine.StoryOfAsync("one")).ShouldContain("handed over to be finished by hand");
    }

    [Fact]
    public async Task Its_card_can_be_drawn_and_offers_what_this_version_can_do()
    {
        await using var engine = await StuckAsync();
        var asked = await engine.QuestionOfAsync("one");
        asked.Question.Choices.Select(choice => choice.Key).ShouldBe(["retry", "hand-over"]);
        asked.Question.Fields[0].Value.ShouldBe("a step this version does not know");
        var card = await engine.Cards.ReadCardAsync(asked.Id, CancellationToken.None);
        card!
            .Journal.Select(entry => entry.Effect.Preview)
            .ShouldBe(["Poke a", "A step this version does not know (Renamed)"]);
    }

    [Fact]
    public async Task Nothing_is_decided_while_what_was_done_is_not_known_whole()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = _ => new Decision.Clear(
            ScriptedLoop.Pokes("a") with
            {
                ThenLookAgain = engine.System.Done.Count == 0,
            },
            "rule",
            "It is clear."
        );
        engine.System.Meanwhile = _ => engine.TamperAsync($"""UPDATE "Effects" SET "Effect" = {Renamed}""");
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.System.Calls.ShouldBe(["a 0"]);
        (await engine.QuestionOfAsync("one")).Question.Why.ShouldContain("a step this version does not know (Renamed)");
    }

    [Fact]
    public async Task An_approved_plan_that_cannot_be_read_waits_for_a_version_that_can()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddDays(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        var question = (await engine.QuestionOfAsync("one")).Question;
        await engine.AnswerAsync("one", "approve");
        var choices =
            """{"title":"t","why":"w","choices":[{"key":"approve","label":"l","verdict":"approved","plan":{"effects":["""
            + Renamed
            + "]}}]}";
        await engine.TamperAsync($"""UPDATE "Escalations" SET "Question" = {choices}""");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Dead);
        (await engine.QuestionOfAsync("one")).Question.Why.ShouldContain("a step this version does not know");

        var known = engine.Get<EngineJson>().Write(question);
        await engine.TamperAsync($"""UPDATE "Escalations" SET "Question" = {known} WHERE "Kind" = 0""");
        await engine.AnswerAsync("one", TroubleChoice.Retry);
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["a", "b"]);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Approved);
    }

    private async Task<EngineFixture> StuckAsync()
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.System.Before = name => name == "b" ? ScriptedSystem.Failure(FailureKind.Safe) : null;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        await WriteAsync(engine, $$"""{"effects":[{"$effect":"Poke","name":"a"},{{Renamed}}]}""");
        await engine.TamperAsync($"""UPDATE "Effects" SET "Effect" = {Renamed} WHERE "Step" = 1""");
        engine.System.Before = _ => null;
        await engine.PassAsync(TimeSpan.FromMinutes(1));
        return engine;
    }

    private static Task WriteAsync(EngineFixture engine, string plan) =>
        engine.TamperAsync($"""UPDATE "Runs" SET "Plan" = {plan}""");
}
