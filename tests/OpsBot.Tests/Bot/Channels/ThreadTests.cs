using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels;

public abstract class ThreadTests(TestStore.Kind kind)
{
    [Fact]
    public async Task A_decided_case_is_told_in_one_message()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one");
        await scene.ShowAsync();
        scene.Chat.Sayings.ShouldBeEmpty();
        await scene.AnswerAsync("one");
        await scene.PassAsync(5);
        scene.Chat.Sayings.ShouldHaveSingleItem();
        var story = await scene.StoryAsync("one");
        story.Count.ShouldBeGreaterThan(1);
        (await scene.ThreadOfAsync("one")).ShouldBe(story);
        scene.Chat.Sayings[0].Saying.Lines[0].By.ShouldBe("test:anna");
        scene.Chat.Sayings[0].Saying.Lines[0].At.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_a_plan_is_carried_out_its_lines_wait_but_not_for_long()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("slow");
        await scene.ShowAsync();
        scene.Engine.System.Before = _ => new OutsideException(FailureKind.Safe, "poked system", "is down")
        {
            HitsEverybody = true,
        };
        await scene.AnswerAsync("slow");
        await scene.PassAsync(15);
        scene.Chat.Sayings.ShouldBeEmpty();
        await scene.PassAsync(10);
        (await scene.ThreadOfAsync("slow"))[0].ShouldStartWith("Answered: approve");
    }

    [Theory]
    [InlineData("before post")]
    [InlineData("after post")]
    [InlineData("before say")]
    [InlineData("after say")]
    [InlineData("before update")]
    [InlineData("after update")]
    public async Task A_process_that_dies_on_the_way_loses_nothing_and_doubles_nothing(string at)
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one");
        if (at.EndsWith("post", StringComparison.Ordinal))
            await scene.DieAsync(at);
        await scene.PassAsync(2);
        await scene.AnswerAsync("one");
        if (!at.EndsWith("post", StringComparison.Ordinal))
            await scene.DieAsync(at);
        await scene.PassAsync(30);
        scene.Chat.Posts.ShouldBe(1);
        (await scene.CardOfAsync("one")).Card.State.ShouldBe(CardState.Finished);
        (await scene.ThreadOfAsync("one")).ShouldBe(await scene.StoryAsync("one"));
    }

    [Fact]
    public async Task A_saying_whose_answer_was_lost_is_looked_for_and_not_repeated()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one");
        await scene.ShowAsync();
        await scene.AnswerAsync("one");
        await scene.Desk.WorkOnceAsync(DeskScene.Stop);
        scene.Chat.Loses = new OutsideException(FailureKind.Uncertain, "test", "did not answer in time");
        await scene.PassAsync(1);
        scene.Chat.Loses = null;
        scene.Chat.Sayings.Count.ShouldBe(1);
        await scene.PassAsync(30);
        (await scene.ThreadOfAsync("one")).ShouldBe(await scene.StoryAsync("one"));
    }

    [Fact]
    public async Task The_thread_of_a_card_that_was_removed_goes_on_under_the_next_one()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one");
        await scene.ShowAsync();
        scene.Chat.Messages.Clear();
        await scene.Engine.PassAsync(TimeSpan.FromHours(5));
        await scene.PassAsync(3);
        scene.Chat.Posts.ShouldBe(2);
        (await scene.ThreadOfAsync("one")).ShouldHaveSingleItem().ShouldStartWith("Still waiting for an answer");
    }

    [Fact]
    public async Task What_comes_after_a_newer_question_is_said_under_that_one_alone()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one");
        await scene.ShowAsync();
        var first = await scene.CardOfAsync("one");
        scene.Engine.Scripted.Facts = new { colour = "blue" };
        await scene.AnswerAsync("one");
        await scene.PassAsync(5);
        scene.Chat.Messages[first.Handle].State.ShouldBe(CardState.Withdrawn);
        var second = await scene.CardOfAsync("one");
        second.Handle.ShouldNotBe(first.Handle);
        await scene.AnswerAsync("one");
        await scene.PassAsync(5);
        scene.Chat.Sayings.Count(said => said.Handle == first.Handle).ShouldBe(1);
        var said = scene.Chat.Sayings.SelectMany(one => one.Saying.Lines).Select(line => line.Text).ToList();
        said.ShouldBe(await scene.StoryAsync("one"));
    }

    [Fact]
    public async Task New_cards_come_before_lines_for_threads_and_news_before_both()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one", "two");
        await scene.PassAsync(3);
        await scene.AnswerAsync("one");
        await scene.Desk.WorkOnceAsync(DeskScene.Stop);
        scene.Chat.Calls.Clear();
        await scene.AskAsync("three");
        await scene.AnswerAsync("two");
        await scene.PassAsync(5);
        scene.Chat.Calls.Select(call => call.Split(' ')[0]).ShouldBe(["update", "post", "say", "say"]);
    }
}
