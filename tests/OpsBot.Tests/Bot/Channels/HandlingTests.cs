using Microsoft.EntityFrameworkCore;
using OpsBot.Bot.Store;
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
        await scene.Engine.Get<CaseDesk>().AskAsync(question, Ben, "Was it worn?", Anna, null, DeskScene.Stop);
        await scene.PassAsync(10);

        var (handle, card) = await scene.CardOfAsync("case 3");
        card.Asks.ShouldBeTrue();
        (await scene.ThreadOfAsync("case 3")).ShouldBe(["Asked: Was it worn?"]);
        scene.Chat.Sayings.Single(said => said.Handle == handle).Saying.Lines[0].To.ShouldBe(Ben.Id);
        scene.Chat.Posts.ShouldBe(2);
        scene.Groups.Single().Fields.ShouldContain(field => field.Label == "With a card of their own");

        await scene.Engine.Get<CaseDesk>().AskAsync(question, null, "And?", Anna, null, DeskScene.Stop);
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

    [Fact]
    public async Task A_note_is_said_in_the_thread_and_draws_no_card()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one");
        await scene.PassAsync(2);
        var version = (await scene.CardOfAsync("one")).Card.Version;
        var question = (await scene.Engine.QuestionOfAsync("one")).Id;
        await scene.Engine.Get<CaseDesk>().NoteAsync(question, "Called", Anna, null, DeskScene.Stop);
        await scene.PassAsync(2);

        (await scene.ThreadOfAsync("one")).ShouldBe(["Note: Called"]);
        (await scene.CardOfAsync("one")).Card.Version.ShouldBe(version);
    }

    [Fact]
    public async Task A_claim_that_ended_leaves_the_card_by_itself()
    {
        await using var scene = await DeskScene.StartAsync(kind);
        await scene.AskAsync("one", "two");
        await scene.PassAsync(2);
        var desk = scene.Engine.Get<CaseDesk>();
        await desk.ClaimAsync((await scene.Engine.QuestionOfAsync("one")).Id, Anna, DeskScene.Stop);
        await scene.PassAsync(1);
        scene.Engine.Clock.Advance(TimeSpan.FromMinutes(20));
        await desk.ClaimAsync((await scene.Engine.QuestionOfAsync("two")).Id, Anna, DeskScene.Stop);
        await scene.PassAsync(1);
        (await scene.CardOfAsync("one")).Card.Claim.ShouldNotBeNull();
        var version = (await scene.CardOfAsync("two")).Card.Version;

        scene.Engine.Clock.Advance(TimeSpan.FromMinutes(10));
        await scene.PassAsync(1);
        (await scene.CardOfAsync("one")).Card.Claim.ShouldBeNull();
        (await scene.CardOfAsync("two")).Card.Version.ShouldBe(version);
        version = (await scene.CardOfAsync("one")).Card.Version;
        await scene.PassAsync(120);
        (await scene.CardOfAsync("one")).Card.Version.ShouldBe(version);
    }

    [Fact]
    public async Task A_group_is_drawn_when_a_member_is_settled_and_not_for_each_step_of_its_plan()
    {
        await using var scene = await GroupedAsync();
        var version = await WantedAsync(scene);
        await scene.AnswerAsync("case 1");
        scene.Engine.System.Done.Count.ShouldBeGreaterThan(1);
        (await WantedAsync(scene)).ShouldBe(version + 1);
    }

    private static async Task<int> WantedAsync(DeskScene scene)
    {
        var group = scene.Groups.Single().Key.Value;
        await using var db = await scene.Engine.Get<IDbContextFactory<OpsBotDb>>().CreateDbContextAsync(DeskScene.Stop);
        return (await db.Cards.SingleAsync(card => card.EscalationId == group, DeskScene.Stop)).Wanted;
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
