using System.Text.RegularExpressions;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Bot.Channels.TwoChats.TwoChatsScene;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>Somebody who is in both chats says so, through both doors.</summary>
public sealed partial class LinkedPeopleTests
{
    [Fact]
    public async Task A_code_from_Teams_typed_in_Slack_makes_one_person_who_does_not_decide_what_they_asked_for()
    {
        var kim = new Dictionary<string, IReadOnlyCollection<string>> { ["kim@shop.example"] = [SlackAgentId] };
        await using var scene = await TwoChatsScene.StartAsync(
            TestStore.Kind.Sqlite,
            new TwoChatsSettings { Emails = kim }
        );
        scene.Scripted.Decides = context =>
        {
            var ask = (Decision.Ask)ScriptedLoop.Ask(context.Now.AddHours(4));
            return ask with { Question = ask.Question with { AskedBy = "kim@shop.example" } };
        };
        await scene.AskAsync("case");
        var question = (await scene.QuestionOfAsync("case")).Id;

        // In the channel, where others read: the answer comes in the chat with them alone.
        await scene.LiveAsync(scene.Teams.MentionAsync(TeamsAgent, scene.TeamsRoom, "link", Stop));
        var alone = scene.Teams.In(scene.Teams.User(TeamsAgent).Chat)[^1].Card!.ToJsonString();
        var code = Code().Match(alone).Value;
        code.Length.ShouldBe(11);
        scene
            .Teams.In(scene.TeamsRoom)
            .ShouldAllBe(said => said.Card == null || !said.Card.ToJsonString().Contains(code));

        (
            await scene.LiveAsync(scene.Slack.CommandAsync(SlackAgent, SlackRoom, $"/ops link {code}", Stop))
        ).Failure.ShouldBeNull();
        var told = await scene.LiveAsync(scene.Slack.EphemeralAsync(SlackAgent, _ => true, Stop));
        told.Text.Replace("\u200B", "", StringComparison.Ordinal)
            .ShouldStartWith($"You and {TeamsAgentId} are one person from now on.");
        scene.Slack.Messages(SlackRoom).ShouldContain(said => said.Text.Contains("counts as one person"));
        scene
            .Teams.In(scene.TeamsRoom)
            .ShouldContain(said => said.Card != null && said.Card.ToJsonString().Contains("counts as one person"));

        var refused = await scene.ClickInTeamsAsync(TeamsAgent, question, "decide", new() { ["choice"] = "approve" });
        refused.ShouldContain("You asked for this yourself, so somebody else has to decide it.");
        (await scene.QuestionOfAsync("case")).IsOpen.ShouldBeTrue();
        await scene.ClickInTeamsAsync(TeamsLead, question, "decide", new() { ["choice"] = "approve" });
        (await scene.QuestionOfAsync("case")).By.ShouldBe(TeamsLeadId);
    }

    [GeneratedRegex("(?<=link )[0-9a-z]{5}-[0-9a-z]{5}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
