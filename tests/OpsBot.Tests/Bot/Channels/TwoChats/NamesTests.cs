using System.Text.Json.Nodes;
using OpsBot.Bot.Channels;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Bot.Channels.TwoChats.TwoChatsScene;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>Who did something in one chat is named in the other: nobody has to read ids.</summary>
public sealed class NamesTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Who_decided_in_Slack_is_named_in_Teams_on_the_card_in_its_thread_and_in_answers()
    {
        await using var scene = await TwoChatsScene.StartAsync(TestStore.Kind.Sqlite);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        await scene.ClickInSlackAsync(SlackAgent, question, "approve");
        await scene.PassAsync(Soon);
        var card = await scene.TeamsCardAsync(question);
        card.Card!.ToJsonString().ShouldContain("Ops agent (Slack)");
        var thread = InTeams(scene, card.Conversation);
        thread.ShouldContain("by ");
        thread.ShouldContain("Ops agent (Slack)");
        thread.ShouldNotContain("U0OPS");
        (await RunStoryInTeamsAsync(scene)).ShouldContain("Ops agent (Slack)");
        Blocks(await scene.SlackCardAsync(question)).ShouldContain("\"user_id\":\"U0OPS\"");
    }

    [Fact]
    public async Task Who_decided_in_Teams_is_named_in_Slack_on_the_card_in_its_thread_and_in_answers()
    {
        await using var scene = await TwoChatsScene.StartAsync(TestStore.Kind.Sqlite);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        await scene.ClickInTeamsAsync(TeamsAgent, question, "claim");
        await scene.PassAsync(Soon);
        Blocks(await scene.SlackCardAsync(question)).ShouldContain("Ops agent (Teams)");
        await scene.ClickInTeamsAsync(TeamsAgent, question, "decide", new JsonObject { ["choice"] = "approve" });
        await scene.PassAsync(Soon);
        var card = await scene.SlackCardAsync(question);
        (Blocks(card) + card.Text).ShouldNotContain(TeamsAgentId);
        card.Text.ShouldContain("Ops agent (Teams) approved it");
        var thread = string.Concat(scene.Slack.Messages(SlackRoom).Where(said => said.IsReply).Select(Blocks));
        thread.ShouldContain("Ops agent (Teams)");
        thread.ShouldNotContain(TeamsAgentId);
        var said = await RunStoryInSlackAsync(scene);
        said.ShouldContain("by Ops agent (Teams)");
        said.ShouldNotContain(TeamsAgentId);
    }

    [Fact]
    public async Task Who_is_on_it_in_Teams_is_named_in_a_home_tab_and_to_who_takes_it_in_Slack()
    {
        await using var scene = await TwoChatsScene.StartAsync(TestStore.Kind.Sqlite);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        await scene.ClickInTeamsAsync(TeamsAgent, question, "claim");
        await scene.PassAsync(Soon);
        scene.Slack.OpenHome(SlackLead);
        var home = await scene.LiveAsync(scene.Slack.HomeAsync(SlackLead, _ => true, Stop));
        home.Content.GetRawText().ShouldContain("Ops agent (Teams) is on it");
        await scene.ClickInSlackAsync(SlackLead, question, "approve");
        var told = await scene.LiveAsync(scene.Slack.EphemeralAsync(SlackLead, _ => true, Stop));
        told.Text.ShouldBe("Decided. It had been taken on by Ops agent (Teams)");
    }

    [Fact]
    public async Task Who_was_asked_and_who_answered_is_named_in_the_other_chat()
    {
        await using var scene = await TwoChatsScene.StartAsync(TestStore.Kind.Sqlite);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        var kim = new Person(SlackAgentId, "kim", IsOurs: true);
        var sam = new Person(TeamsLeadId, "sam", IsOurs: true);
        await scene.Get<CaseDesk>().AskAsync(question, sam, "Is it back?", kim, key: null, Stop);
        await scene.PassAsync(Soon);
        Blocks(await scene.SlackCardAsync(question)).ShouldContain("Ops lead (Teams)");
        (await scene.TeamsCardAsync(question)).Card!.ToJsonString().ShouldContain("Ops agent (Slack): Is it back?");
    }

    [Fact]
    public async Task A_name_that_reads_like_an_id_of_the_other_chat_mentions_nobody()
    {
        await using var scene = await TwoChatsScene.StartAsync(TestStore.Kind.Sqlite);
        await scene.Get<ChatNames>().LearnAsync(TeamsAgentId, SlackLeadId, Stop);
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;
        await scene
            .Get<AnswerDesk>()
            .TakeAsync(new Answer(question, new Person(TeamsAgentId, "agent", IsOurs: true), "approve"), Stop);
        await scene.PassAsync(Soon);
        var card = await scene.SlackCardAsync(question);
        (Blocks(card) + card.Text).ShouldNotContain("U0LEAD");
        Blocks(card).ShouldContain(TeamsAgentId);
    }

    [Fact]
    public async Task A_notice_names_who_paused_in_the_other_chat()
    {
        await using var scene = await TwoChatsScene.StartAsync(TestStore.Kind.Sqlite);
        var told = await scene.LiveAsync(
            scene
                .Get<LoopNotices>()
                .SayAsync([scene.Scripted.Name], _ => new Notice(new Line("paused", SlackLeadId)), Stop)
        );
        told.Untold.ShouldBeEmpty();
        InTeams(scene, scene.TeamsRoom).ShouldContain("Ops lead (Slack)");
        scene.Slack.Messages(SlackRoom)[^1].Text.ShouldContain("paused by <@U0LEAD>");
    }

    private static async Task<string> RunStoryInTeamsAsync(TwoChatsScene scene)
    {
        var alone = scene.Teams.User(TeamsLead).Chat;
        (await scene.LiveAsync(scene.Teams.WriteAsync(TeamsLead, "run case", Stop))).Status.ShouldBe(200);
        return scene.Teams.In(alone)[^1].Card!.ToJsonString();
    }

    private static async Task<string> RunStoryInSlackAsync(TwoChatsScene scene)
    {
        (
            await scene.LiveAsync(scene.Slack.CommandAsync(SlackAgent, SlackRoom, "/ops run case", Stop))
        ).Failure.ShouldBeNull();
        var told = await scene.LiveAsync(scene.Slack.EphemeralAsync(SlackAgent, _ => true, Stop));
        return told.Text.Replace("\u200B", "", StringComparison.Ordinal);
    }

    private static string InTeams(TwoChatsScene scene, string conversation) =>
        string.Concat(
            scene.Teams.In(conversation).Where(said => said.Card is not null).Select(said => said.Card!.ToJsonString())
        );

    private static string Blocks(OpsBot.Sandbox.Slack.SlackMessage message) => message.Blocks.GetRawText();
}
