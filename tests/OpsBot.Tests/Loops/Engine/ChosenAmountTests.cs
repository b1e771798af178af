using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

/// <summary>A person chooses less than was asked, whatever the loop.</summary>
public abstract class ChosenAmountTests(TestStore.Kind kind)
{
    private static readonly Person Anna = new("test:anna", "anna", IsOurs: true);

    [Fact]
    public async Task The_chosen_sum_is_stored_told_and_carried_out()
    {
        await using var engine = await AskingAsync();
        (await TakeAsync(engine, 80m)).ShouldBeOfType<AnswerResult.Accepted>();
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["80.00", "told 80.00 EUR"]);
        var asked = await engine.QuestionOfAsync("one");
        asked.Amount.ShouldBe(80m);
        asked.Chosen!.ToString().ShouldBe("80.00 EUR instead of 249.00 EUR");
        (await engine.StoryOfAsync("one")).ShouldContain(
            "Approved 80.00 EUR instead of 249.00 EUR, because: one was worn"
        );
    }

    [Fact]
    public async Task The_sum_that_was_asked_about_is_no_change()
    {
        await using var engine = await AskingAsync();
        (await TakeAsync(engine, 249m)).ShouldBeOfType<AnswerResult.Accepted>();
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["249.00", "told 249.00 EUR"]);
        (await engine.QuestionOfAsync("one")).Amount.ShouldBeNull();
        (await engine.StoryOfAsync("one")).ShouldNotContain("instead of");
    }

    [Theory]
    [InlineData("approve", 249.01, "At most 249.00 EUR, as was asked.")]
    [InlineData("approve", 0, "At least 0.01 EUR. To give nothing, decline instead.")]
    [InlineData("approve", 1.001, "EUR has 2 places after the point.")]
    [InlineData("deny", 80, "No other amount can be chosen here.")]
    public async Task A_sum_that_may_not_be_chosen_settles_nothing(string choice, double amount, string why)
    {
        await using var engine = await AskingAsync();
        (await TakeAsync(engine, (decimal)amount, choice)).ShouldBe(new AnswerResult.Refused(why));
        (await engine.QuestionOfAsync("one")).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Facts_that_changed_meanwhile_are_asked_anew_whatever_sum_was_chosen()
    {
        await using var engine = await AskingAsync();
        engine.Scripted.Facts = new { colour = "blue" };
        await TakeAsync(engine, 80m);
        await engine.RunDueAsync();

        engine.System.Done.ShouldBeEmpty();
        (await engine.QuestionOfAsync("one")).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task What_failed_and_is_tried_again_is_still_the_chosen_sum()
    {
        await using var engine = await AskingAsync();
        engine.Scripted.GatherFails = new InvalidOperationException("broken");
        await TakeAsync(engine, 80m);
        await engine.RunDueAsync();
        (await engine.RunOfAsync("one")).Stage.ShouldBe(Stage.Dead);
        engine.Scripted.GatherFails = null;
        await engine.AnswerAsync("one", "retry");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["80.00", "told 80.00 EUR"]);
    }

    private static async Task<AnswerResult> TakeAsync(
        EngineFixture engine,
        decimal amount,
        string choice = "approve"
    ) =>
        await engine.Answers.TakeAsync(
            new Answer((await engine.QuestionOfAsync("one")).Id, Anna, choice, "one was worn") { Amount = amount },
            CancellationToken.None
        );

    private async Task<EngineFixture> AskingAsync()
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context =>
        {
            var ask = (Decision.Ask)ScriptedLoop.Ask(context.Now.AddHours(8));
            var choice = ask.Question.Choices[0] with
            {
                Plan = ScriptedLoop.Pokes("249.00", "told 249.00 EUR"),
                Amount = new AmountRange(0.01m, 249.00m, "EUR"),
            };
            return ask with { Question = ask.Question with { Choices = [choice, ask.Question.Choices[1]] } };
        };
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        return engine;
    }
}
