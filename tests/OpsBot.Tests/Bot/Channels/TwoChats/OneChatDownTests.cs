using System.Text.Json.Nodes;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Bot.Channels.TwoChats.TwoChatsScene;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>One chat is down for an hour while people decide in the other.</summary>
public abstract class OneChatDownTests(TestStore.Kind kind)
{
    private const int Before = 6;
    private const int During = 40;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("teams", 503, "15")]
    [InlineData("teams", 502, null)]
    [InlineData("slack", 503, null)]
    public async Task A_minute_after_it_is_back_all_is_true_in_both_and_nothing_is_there_twice(
        string chat,
        int status,
        string? retryAfter
    )
    {
        await using var scene = await TwoChatsScene.StartAsync(kind);
        for (var at = 0; at < Before; at++)
        {
            await scene.AskAsync($"before {at}");
            await scene.PassAsync(Minute, TimeSpan.FromSeconds(20));
        }

        (await scene.AreTrueAsync(Before)).ShouldBe((Before, Before));
        scene.Weather.Down(chat, new ChatTrouble(status, retryAfter));
        await LiveThroughAsync(scene, chat == "slack" ? "teams" : "slack");
        scene.Weather.Clear();
        await scene.PassAsync(Minute);

        var (slack, teams) = await scene.AreTrueAsync(Before + During);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kind}: {chat} was down for an hour ({status}); a minute after, {Before + During} cases are true on {slack} cards in Slack and {teams} in Teams"
        );
        // Ten minutes later nothing was added or said again.
        await scene.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20));
        (await scene.AreTrueAsync(Before + During)).ShouldBe((slack, teams));
    }

    /// <summary>An hour in which runs ask, are answered in the chat that is up, and what is in it is true all the while.</summary>
    private static async Task LiveThroughAsync(TwoChatsScene scene, string up)
    {
        for (var at = 0; at < During; at++)
        {
            await scene.AskAsync($"case {at}");
            await scene.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15));
            if (at % 3 == 0)
                await DecideAsync(scene, up, $"case {at / 2}", at % 2 == 0 ? "approve" : "claim");
            if (at % 8 == 0)
                await DecideAsync(scene, up, $"before {at / 8}", "approve");
            await scene.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20));
        }
    }

    private static async Task DecideAsync(TwoChatsScene scene, string chat, string subject, string what)
    {
        var question = await scene.QuestionOfAsync(subject);
        if (!question.IsOpen)
            return;
        var person = new Person(chat == "slack" ? SlackAgentId : TeamsAgentId, "agent", IsOurs: true);
        if (what == "claim")
            (await scene.Get<CaseDesk>().ClaimAsync(question.Id, person, Stop)).ShouldBeOfType<CaseResult.Done>();
        else if (chat == "slack")
            (await scene.ClickInSlackAsync(SlackAgent, question.Id, what)).Error.ShouldBeNull();
        else
            await scene.ClickInTeamsAsync(TeamsAgent, question.Id, "decide", new JsonObject { ["choice"] = what });
        if (what != "claim")
            (await scene.QuestionOfAsync(subject)).Verdict.ShouldBe(Verdict.Approved);
    }
}

public sealed class OneChatDownOnSqliteTests() : OneChatDownTests(TestStore.Kind.Sqlite);

public sealed class OneChatDownOnPostgresTests() : OneChatDownTests(TestStore.Kind.Postgres);
