using System.Text.Json.Nodes;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Bot.Channels.TwoChats.TwoChatsScene;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>What happens to a case in one chat is seen in both.</summary>
public abstract class OneTruthTests(TestStore.Kind kind)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task A_verdict_in_Slack_freezes_both_and_who_comes_late_in_Teams_hears_who_and_when()
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        (await scene.ClickInSlackAsync(SlackAgent, question, "approve")).Error.ShouldBeNull();
        var late = await scene.ClickInTeamsAsync(TeamsAgent, question, "decide", Choice("approve"));
        late.ShouldContain("This was already approved (Poke it) by Ops agent (Slack) · 2026-11-24 09:00 UTC");
        await FrozenAsync(scene, question, Verdict.Approved, SlackAgentId);
    }

    [Fact]
    public async Task A_verdict_in_Teams_freezes_both_and_who_comes_late_in_Slack_hears_who_and_when()
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        var denied = Choice("deny");
        denied["reason.deny"] = "worn";
        await scene.ClickInTeamsAsync(TeamsAgent, question, "decide", denied);
        await scene.ClickInSlackAsync(SlackAgent, question, "approve");
        var told = await scene.Slack.EphemeralAsync(SlackAgent, _ => true, Stop);
        told.Text.Replace("\u200B", "", StringComparison.Ordinal)
            .ShouldStartWith("This was already denied (Leave it) by Ops agent (Teams) · <!date^");
        await FrozenAsync(scene, question, Verdict.Denied, TeamsAgentId);
    }

    [Fact]
    public async Task Overdue_withdrawn_and_what_was_meant_for_nobody_any_more_shows_on_both()
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        await scene.AskAsync("late", "gone");
        await scene.PassAsync(TimeSpan.FromHours(4.1), TimeSpan.FromMinutes(3));
        (await ShownAsync(scene, "late")).ShouldAllBe(card => card.Contains("Overdue"));
        scene.Scripted.Decides = _ => new Decision.Drop("gone-rule", "It was declined in the shop.");
        scene.Scripted.Facts = new { colour = "blue" };
        await scene.CatchAsync("gone", starts: false);
        await scene.PassAsync(Soon);
        (await ShownAsync(scene, "gone")).ShouldAllBe(card => card.Contains("Withdrawn"));
        (await scene.AreTrueAsync(2)).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Facts_that_changed_before_a_click_ask_anew_in_both()
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        await scene.AskAsync("case");
        var old = (await scene.QuestionOfAsync("case")).Id;
        scene.Scripted.Facts = new { colour = "blue" };
        await scene.ClickInTeamsAsync(TeamsAgent, old, "decide", Choice("approve"));
        await scene.PassAsync(Soon);
        (await scene.QuestionOfAsync("case")).IsOpen.ShouldBeTrue();
        scene.System.Calls.ShouldBeEmpty();
        Blocks(await scene.SlackCardAsync(old)).ShouldContain("so nothing was done");
        (await scene.TeamsCardAsync(old)).Card!.ToJsonString().ShouldContain("so nothing was done");
        (await scene.AreTrueAsync(2)).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData(TroubleChoice.Retry, "a")]
    [InlineData(TroubleChoice.Skip, "b")]
    public async Task What_is_stuck_is_asked_in_both_and_goes_on_from_either(string choice, string done)
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        scene.System.Refuses = "a";
        scene.Scripted.Decides = _ => ScriptedLoop.Clear("a", "b");
        await scene.AskAsync("case");
        await scene.PassAsync(Soon);
        var stuck = await scene.QuestionOfAsync("case");
        stuck.Kind.ShouldBe(EscalationKind.Trouble);
        scene.System.Refuses = null;
        var data = Choice(choice);
        data[$"reason.{choice}"] = "done by hand";
        await scene.ClickInTeamsAsync(TeamsLead, stuck.Id, "decide", data);
        await scene.PassAsync(Soon);
        scene.System.Done[0].ShouldBe(done);
        (await scene.AreTrueAsync(1)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Who_is_on_it_what_was_asked_and_what_was_noted_is_in_both()
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        await scene.ClickInTeamsAsync(TeamsAgent, question, "claim");
        await scene.PassAsync(Soon);
        (await ShownAsync(scene, "case")).ShouldAllBe(card => card.Contains("is on it"));
        var desk = scene.Get<CaseDesk>();
        var kim = new Person(SlackAgentId, "kim", IsOurs: true);
        var sam = new Person(TeamsLeadId, "sam", IsOurs: true);
        await desk.AskAsync(question, sam, "Is it back?", kim, key: null, Stop);
        await desk.NoteAsync(question, "The box is torn.", kim, key: null, Stop);
        await scene.PassAsync(Soon);
        (await ShownAsync(scene, "case")).ShouldAllBe(card => card.Contains("Is it back?"));
        var thread = (await scene.TeamsCardAsync(question)).Conversation;
        (await scene.LiveAsync(scene.Teams.MentionAsync(TeamsLead, thread, "it came", Stop))).Status.ShouldBe(200);
        await scene.PassAsync(Soon);
        (await ShownAsync(scene, "case")).ShouldAllBe(card => card.Contains("it came"));
        var inSlack = scene.Slack.Messages(SlackRoom).Where(message => message.IsReply).Select(Blocks).ToList();
        var inTeams = scene
            .Teams.In(scene.TeamsRoom)
            .Where(message => message.Conversation == thread && message.Card is not null)
            .Select(message => message.Card!.ToJsonString())
            .ToList();
        foreach (var line in new[] { "Taken on", "Asked: Is it back?", "Note: The box is torn.", ": it came" })
        {
            inSlack.Count(said => said.Contains(line)).ShouldBe(1, line);
            inTeams.Count(said => said.Contains(line)).ShouldBeGreaterThanOrEqualTo(1, line);
        }

        (await scene.AreTrueAsync(1)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Many_at_once_are_one_card_in_each_and_what_becomes_of_them_shows_on_both()
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        await scene.AskAsync(Enumerable.Range(0, 20).Select(at => $"case {at}"));
        await scene.PassAsync(TimeSpan.FromSeconds(20));
        (await scene.AreTrueAsync(20)).ShouldBe((1, 1));
        var asked = new List<EscalationId>();
        for (var at = 0; at < 12; at++)
            asked.Add((await scene.QuestionOfAsync($"case {at}")).Id);
        var agent = new Person(TeamsAgentId, "agent", IsOurs: true);
        (await scene.Get<BulkDesk>().TakeAsync(new BulkAnswer(asked, agent, "approve"), Stop)).Accepted.ShouldBe(12);
        await scene.PassAsync(Soon);
        (await scene.AreTrueAsync(20)).ShouldBe((1, 1));
        Blocks(scene.SlackCards[0]).ShouldContain("8");
    }

    [Fact]
    public async Task A_chat_that_does_not_answer_keeps_nobody_waiting_in_the_other()
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Weather.Down("teams", new ChatTrouble(503, "1") { Until = answers.Task });
        try
        {
            await GoesOnInSlackAsync(scene, question);
        }
        finally
        {
            scene.Weather.Clear();
            answers.SetResult();
        }

        await scene.LiveAsync(scene.Desk.WorkOnceAsync(Stop));
        await scene.PassAsync(TimeSpan.FromSeconds(60));
        (await scene.AreTrueAsync(2)).ShouldBe((2, 2));
    }

    private static async Task GoesOnInSlackAsync(TwoChatsScene scene, EscalationId question)
    {
        await scene.ClickInSlackAsync(SlackAgent, question, "approve");
        await scene.RunDueAsync();
        var since = scene.Clock.GetUtcNow();
        await scene.LiveAsync(scene.Desk.WorkOnceAsync(Stop));
        Blocks(await scene.SlackCardAsync(question)).ShouldContain("approved it");
        (scene.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        // And again, while the first call is still under way.
        await scene.CatchAsync("another");
        await scene.RunDueAsync();
        while (scene.SlackCards.Count < 2 && scene.Clock.GetUtcNow() - since < TimeSpan.FromSeconds(5))
        {
            await scene.LiveAsync(scene.Desk.WorkOnceAsync(Stop));
            scene.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        scene.SlackCards.Count.ShouldBe(2);
    }

    private static async Task FrozenAsync(TwoChatsScene scene, EscalationId question, Verdict verdict, string by)
    {
        var since = scene.Clock.GetUtcNow();
        await scene.RunDueAsync();
        await scene.ShowAsync();
        (scene.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        var settled = await scene.QuestionOfAsync("case");
        (settled.Id, settled.Verdict, settled.By).ShouldBe((question, verdict, by));
        (await scene.SlackCardAsync(question)).Offers("approve").ShouldBeFalse();
        (await scene.TeamsCardAsync(question)).Card!["actions"].ShouldBeNull();
        await scene.PassAsync(Soon);
        (await scene.AreTrueAsync(1)).ShouldBe((1, 1));
        scene.System.Done.Count.ShouldBe(verdict is Verdict.Approved ? 2 : 1);
    }

    /// <summary>The card of a case in each chat, as it travelled.</summary>
    private static async Task<IReadOnlyList<string>> ShownAsync(TwoChatsScene scene, string subject)
    {
        var question = (await scene.QuestionOfAsync(subject)).Id;
        return
        [
            Blocks(await scene.SlackCardAsync(question)),
            (await scene.TeamsCardAsync(question)).Card!.ToJsonString(),
        ];
    }

    private static string Blocks(OpsBot.Sandbox.Slack.SlackMessage message) => message.Blocks.GetRawText();

    private static JsonObject Choice(string key) => new() { ["choice"] = key };
}

public sealed class OneTruthOnSqliteTests() : OneTruthTests(TestStore.Kind.Sqlite);

public sealed class OneTruthOnPostgresTests() : OneTruthTests(TestStore.Kind.Postgres);
