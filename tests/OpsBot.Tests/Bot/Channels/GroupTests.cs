using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels;

public abstract class GroupTests(TestStore.Kind kind)
{
    [Fact]
    public async Task As_many_as_may_be_shown_one_by_one_are()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Names(8));
        await scene.PassAsync(20);
        scene.Groups.ShouldBeEmpty();
        scene.Chat.Posts.ShouldBe(8);
    }

    [Fact]
    public async Task One_more_and_they_are_one_card_that_says_how_many_how_much_why_and_until_when()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Names(9));
        await scene.PassAsync(10);
        scene.Chat.Posts.ShouldBe(1);
        var card = scene.Groups.ShouldHaveSingleItem();
        card.Title.ShouldBe("9 cases of scripted");
        card.State.ShouldBe(CardState.Open);
        card.Status.ShouldBe("9 of 9 wait for an answer from the agent role. The first is due");
        card.At.ShouldBe((await scene.Engine.QuestionOfAsync("case 1")).Question.Deadline);
        card.Lists[0].Lines.ShouldBe(["ask-rule: 9"]);
        card.Actions.Select(action => action.Key).ShouldBe(["show", "bulk"]);
    }

    [Fact]
    public async Task It_stays_true_while_its_members_are_decided()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Names(9));
        await scene.PassAsync(10);
        await scene.AnswerAsync("case 1");
        await scene.AnswerAsync("case 2", "deny", "no");
        await scene.PassAsync(10);
        var card = scene.Groups.ShouldHaveSingleItem();
        card.Status.ShouldStartWith("7 of 9 wait");
        card.Fields.Select(field => $"{field.Label} {field.Value}").ShouldBe(["Open 7", "Approved 1", "Denied 1"]);
        foreach (var name in Names(9).Skip(2))
            await scene.AnswerAsync(name);
        await scene.PassAsync(10);
        scene.Groups.Single().State.ShouldBe(CardState.Finished);
        scene.Groups.Single().Actions.Select(action => action.Key).ShouldBe(["show"]);
        scene.Chat.Posts.ShouldBe(1);
    }

    [Fact]
    public async Task A_member_that_somebody_asks_about_is_posted_by_itself_and_once()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Names(12));
        await scene.PassAsync(10);
        var groups = scene.Engine.Get<ICardGroups>();
        var id = scene.Groups.Single().Key.Value;
        (await groups.GroupMembersAsync(id, 0, 5, DeskScene.Stop)).Count.ShouldBe(5);
        var member = (await groups.GroupMembersAsync(id, 10, 5, DeskScene.Stop))[0];
        var anna = new Person("test:anna", "anna", IsOurs: true);
        var desk = scene.Engine.Get<CaseDesk>();
        await desk.AskAsync(member.Escalation.Id, null, "Was it worn?", anna, null, DeskScene.Stop);
        await desk.AskAsync(member.Escalation.Id, null, "And since when?", anna, null, DeskScene.Stop);
        await scene.PassAsync(10);
        var (_, card) = await scene.CardOfAsync(member.RunName);
        card.State.ShouldBe(CardState.Open);
        await scene.AnswerAsync(member.RunName);
        await scene.PassAsync(10);
        (await scene.CardOfAsync(member.RunName)).Card.State.ShouldBe(CardState.Finished);
        var thread = await scene.ThreadOfAsync(member.RunName);
        thread.Take(2).ShouldBe(["Asked: Was it worn?", "Asked: And since when?"]);
        thread[2].ShouldStartWith("Answered: approve");
        scene.Chat.Posts.ShouldBe(2);
        scene.Groups.Single().Fields.ShouldContain(new Field("With a card of their own", "1"));
    }

    [Fact]
    public async Task A_group_is_full_with_a_hundred_and_closed_after_an_hour()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Names(120));
        await scene.PassAsync(10);
        scene
            .Groups.Select(card => card.Title)
            .ShouldBe(["100 cases of scripted", "20 cases of scripted"], ignoreOrder: true);
        scene.Engine.Clock.Advance(TimeSpan.FromMinutes(61));
        await scene.AskAsync(Names(10).Select(name => "later " + name));
        await scene.PassAsync(10);
        scene.Groups.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_thousand_cases_in_a_minute_are_no_more_than_twenty_messages_and_all_can_be_reached()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        var perMinute = new List<int>();
        for (var minute = 0; minute < 3; minute++)
        {
            var before = scene.Chat.Calls.Count;
            for (var second = 0; second < 60; second++)
            {
                if (minute == 0 && second < 50)
                    await scene.AskAsync(Names(20).Select(name => $"{name} of {second}"));
                await scene.PassAsync(1);
            }

            perMinute.Add(scene.Chat.Calls.Count - before);
        }

        perMinute.ShouldAllBe(count => count <= 20, string.Join(", ", perMinute));
        var groups = scene.Engine.Get<ICardGroups>();
        var members = 0;
        foreach (var card in scene.Groups)
        {
            var all = await groups.GroupMembersAsync(card.Key.Value, 0, 1_000, DeskScene.Stop);
            card.Title.ShouldBe($"{all.Count} cases of scripted");
            members += all.Count;
        }

        (members + scene.Chat.Messages.Count - scene.Groups.Count).ShouldBe(1_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"messages a minute: {string.Join(", ", perMinute)}");
    }

    [Theory]
    [InlineData("before post")]
    [InlineData("after post")]
    [InlineData("before update")]
    [InlineData("after update")]
    public async Task A_process_that_dies_over_a_group_loses_nothing_and_doubles_nothing(string at)
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Names(20));
        await scene.ShowAsync();
        scene.Engine.Clock.Advance(TimeSpan.FromSeconds(5));
        if (at.EndsWith("post", StringComparison.Ordinal))
            await scene.DieAsync(at);
        await scene.ShowAsync();
        await scene.AnswerAsync("case 7");
        scene.Engine.Clock.Advance(TimeSpan.FromSeconds(6));
        if (at.EndsWith("update", StringComparison.Ordinal))
            await scene.DieAsync(at);
        await scene.PassAsync(10);
        scene.Chat.Posts.ShouldBe(1);
        scene.Groups.Single().Status.ShouldStartWith("19 of 20 wait");
    }

    [Fact]
    public async Task Two_bots_that_fold_at_once_make_one_group()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Names(40));
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => scene.Engine.Cards.FoldAsync(8, TimeSpan.FromMinutes(5), DeskScene.Stop))
        );
        await scene.PassAsync(10);
        scene.Groups.ShouldHaveSingleItem().Title.ShouldBe("40 cases of scripted");
        scene.Chat.Posts.ShouldBe(1);
    }

    private static IEnumerable<string> Names(int count) =>
        Enumerable.Range(1, count).Select(number => $"case {number}");
}
