using OpsBot.Sandbox;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox;

public sealed class ChatsTests(BothChatsFixture sandbox) : IClassFixture<BothChatsFixture>
{
    [Theory]
    [InlineData("slack", "Slack")]
    [InlineData("teams", "Teams")]
    [InlineData("both", "Both")]
    public void The_command_line_says_which_chats(string said, string chats) =>
        SandboxOptions.Read(["--chats", said]).Chats.ToString().ShouldBe(chats);

    [Fact]
    public void Both_unless_it_says_otherwise_and_nothing_else()
    {
        SandboxOptions.Read([]).Chats.ShouldBe(Chats.Both);
        Should
            .Throw<FormatException>(() => SandboxOptions.Read(["--chats", "irc"]))
            .Message.ShouldContain("slack, teams or both");
    }

    [Fact]
    public void The_bot_is_told_of_the_chats_that_are_there_and_of_no_other()
    {
        var here = new Uri("http://127.0.0.1:1/");
        var teams = BotSettings.For(here, here, "folder", Chats.Teams);
        teams.Keys.ShouldNotContain(key => key.StartsWith("Channels:Slack", StringComparison.Ordinal));
        teams.ShouldNotContain(one => one.Value!.StartsWith("slack:", StringComparison.Ordinal));
        teams.Keys.ShouldContain("Channels:Teams:AppId");
        BotSettings.For(here, here, "folder").Keys.ShouldNotContain("Channels:Teams:AppId");
    }

    [Fact]
    public async Task A_chat_that_shows_something_else_than_the_truth_is_named()
    {
        var request = sandbox.Request(120, 230);
        var slack = await sandbox.CardAsync(request, card => card.Offers("approve"));
        var teams = await sandbox.TeamsCardAsync(request);
        teams.Case.ShouldBe(slack.Case);
        var ends = new CardEnds(sandbox.Host);
        (await ends.UntrueAsync(SandboxFixture.Soon)).ShouldBeEmpty();

        var lie = teams.Activity.DeepClone().AsObject();
        lie["summary"] = "It is done.";
        sandbox.Teams.Levers.Conversations.Replace(teams, teams with { Activity = lie });
        var named = (await ends.UntrueAsync(SandboxFixture.Soon)).ShouldHaveSingleItem();
        named.ShouldStartWith($"{teams.Case} in teams: It is done. (true: Waits for an answer");

        sandbox.Teams.Levers.Conversations.Replace(teams, teams with { IsGone = true });
        (await ends.UntrueAsync(SandboxFixture.Soon))
            .ShouldHaveSingleItem()
            .ShouldStartWith($"{teams.Case} in teams:  (");
        sandbox.Teams.Levers.Conversations.Replace(teams, teams);
    }

    [Fact]
    public async Task Nobody_looks_and_cases_are_decided_in_each_chat_and_in_both_at_once()
    {
        await using var agent = new ScriptedAgent(
            new SlackHand(sandbox.Slack),
            new TeamsHand(sandbox.Teams.Levers.Conversations, sandbox.TeamsClicks)
        );
        foreach (var _ in Enumerable.Range(0, 4))
        {
            var request = sandbox.Request(120, 230);
            await sandbox.CardAsync(request, card => !card.Offers("approve"));
            await sandbox.RunAsync(request, run => run.Stage is OpsBot.Loops.Engine.Stage.Closed);
        }

        // The shop begins with some returns of its own.
        agent.Decided.ShouldBeGreaterThanOrEqualTo(4);
        agent.AtOnce.ShouldBe(agent.Decided / 3);
        await sandbox.ToldAsync("return declined", "");
        sandbox.Ledger.Doubled().ShouldBeEmpty();
    }
}
