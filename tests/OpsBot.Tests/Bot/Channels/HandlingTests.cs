using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>What people do with a question before they decide it reaches those it is meant for.</summary>
public abstract class HandlingTests(TestStore.Kind kind)
{
    private static readonly Person Anna = new("test:anna", "anna", IsOurs: true);
    private static readonly Person Ben = new("test:ben", "ben", IsOurs: true);

    [Fact]
    public async Task An_inquiry_about_a_member_of_a_group_is_said_in_a_thread_of_its_own()
    {
        await using var scene = await GroupedAsync();
        var question = (await scene.Engine.QuestionOfAsync("case 3")).Id;
        await scene.Engine.Get<CaseDesk>().AskAsync(question, Ben, "Was it worn?", Anna, DeskScene.Stop);
        await scene.PassAsync(10);

        var (handle, card) = await scene.CardOfAsync("case 3");
        card.Asks.ShouldBeTrue();
        (await scene.ThreadOfAsync("case 3")).ShouldBe(["Asked: Was it worn?"]);
        scene.Chat.Sayings.Single(said => said.Handle == handle).Saying.Lines[0].To.ShouldBe(Ben.Id);
        scene.Chat.Posts.ShouldBe(2);
        scene.Groups.Single().Fields.ShouldContain(field => field.Label == "With a card of their own");

        await scene.Engine.Get<CaseDesk>().AskAsync(question, null, "And?", Anna, DeskScene.Stop);
        await scene.PassAsync(10);
        (await scene.ThreadOfAsync("case 3")).ShouldBe(["Asked: Was it worn?", "Asked: And?"]);
        scene.Chat.Posts.ShouldBe(2);
    }

    [Fact]
    public async Task A_member_of_a_group_that_is_given_to_another_has_a_card_of_its_own_and_one_taken_on_has_none()
    {
        await using var scene = await GroupedAsync();
        var desk = scene.Engine.Get<CaseDesk>();
        await desk.AssignAsync((await scene.Engine.QuestionOfAsync("case 3")).Id, Ben, Anna, DeskScene.Stop);
        await desk.ClaimAsync((await scene.Engine.QuestionOfAsync("case 4")).Id, Anna, DeskScene.Stop);
        await scene.PassAsync(10);

        (await scene.ThreadOfAsync("case 3")).ShouldBe(["Assigned"]);
        scene.Chat.Posts.ShouldBe(2);
    }

    private async Task<DeskScene> GroupedAsync()
    {
        var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync(Enumerable.Range(1, 9).Select(at => $"case {at}"));
        await scene.PassAsync(10);
        scene.Chat.Posts.ShouldBe(1);
        return scene;
    }
}

public sealed class HandlingOnSqliteTests() : HandlingTests(TestStore.Kind.Sqlite);

public sealed class HandlingOnPostgresTests() : HandlingTests(TestStore.Kind.Postgres);
