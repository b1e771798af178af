using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Tests.Bot.Channels.TwoChats.TwoChatsScene;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>Everybody answers everything at once, in both chats: one verdict each, and every loser hears who won and when.</summary>
public abstract class CrossChatRaceTests(TestStore.Kind kind, int answers)
{
    private const int Questions = 100;
    private const int AtOnce = 64;
    private const int OverHttp = 400;
    private const int QuestionsOverHttp = 10;

    /// <summary>Who clicks: the next one in turn, with every choice.</summary>
    private static readonly string[] People = [SlackAgentId, TeamsAgentId, SlackLeadId, TeamsLeadId];

    [Fact]
    public async Task Ten_thousand_answers_through_both_chats_handlers_are_one_verdict_each()
    {
        await using var scene = await AskingAsync(Questions, isShown: false);
        var asked = await IdsAsync(scene, Questions);
        var race = new Race(answers, "through the handlers of both chats");
        await race.RunAsync(
            AtOnce,
            at => TakeAsync(scene, asked[at % Questions], People[at / Questions % 4], at / Questions / 4 % 2 == 0)
        );
        await EndAsync(scene, race, asked);
    }

    [Fact]
    public async Task The_same_over_http()
    {
        await using var scene = await AskingAsync(QuestionsOverHttp, isShown: true);
        var asked = await IdsAsync(scene, QuestionsOverHttp);
        var slack = new Dictionary<EscalationId, string>();
        var teams = new Dictionary<EscalationId, OpsBot.Sandbox.Teams.TeamsMessage>();
        foreach (var id in asked)
            (slack[id], teams[id]) = ((await scene.SlackCardAsync(id)).Ts, await scene.TeamsCardAsync(id));
        var race = new Race(OverHttp, "over HTTP");
        await race.RunAsync(
            16,
            async at =>
            {
                var question = asked[at % QuestionsOverHttp];
                var isSlack = at / QuestionsOverHttp % 2 == 0;
                if (isSlack)
                {
                    var click = await scene.Slack.ClickAsync(
                        SlackLead,
                        TwoChatsScene.SlackRoom,
                        slack[question],
                        "approve",
                        stop: Stop
                    );
                    click.Error.ShouldBeNull();
                    return new Answered(question, SlackLeadId, IsKnown: false);
                }

                var data = new JsonObject { ["card"] = question.Value, ["choice"] = "approve" };
                var answer = await scene.Teams.ExecuteAsync(TeamsAgent, teams[question], "decide", data, Stop);
                answer.Status.ShouldBe(200);
                var card = answer.Json!["value"]!.ToJsonString();
                card.ShouldNotContain("\"verb\":\"decide\"");
                return new Answered(question, TeamsAgentId, IsKnown: false);
            }
        );
        await EndAsync(scene, race, asked);
        await scene.PassAsync(TimeSpan.FromSeconds(30));
        (await scene.AreTrueAsync(QuestionsOverHttp)).ShouldBe((QuestionsOverHttp, QuestionsOverHttp));
    }

    /// <summary>A click as the chat's own handler takes it, once it is certain who clicked.</summary>
    private static async Task<Answered> TakeAsync(TwoChatsScene scene, EscalationId question, string by, bool approves)
    {
        var choice = approves ? "approve" : "again";
        if (by.StartsWith("slack:", StringComparison.Ordinal))
        {
            var user = new SlackUser(by["slack:".Length..], "somebody", "T0SHOP");
            var click = new SlackClick(user, View: null, question, choice, Trigger: "");
            var told = await scene.Get<SlackAnswers>().TakeAsync(click, Stop);
            return Read(question, by, told?.Text.Replace("\u200B", "", StringComparison.Ordinal));
        }

        var person = new Person(by, "somebody", IsOurs: true);
        var words = await scene.Get<TeamsNames>().WordsAsync(Stop);
        var clicked = new TeamsClick(TeamsVerb.Decide, question, choice);
        return Read(question, by, await scene.Get<TeamsAnswers>().TakeAsync(clicked, person, words, "", Stop));
    }

    /// <summary>Nothing is told to who won, nor to who clicked the same again.</summary>
    private static Answered Read(EscalationId question, string by, string? told)
    {
        if (told is null)
            return new Answered(question, by, IsKnown: true);
        told.ShouldStartWith("This was already approved (");
        told.ShouldContain("2026-11-24");
        var winner = People.Single(person => Writings(person, Person.ChatOf(by)).Any(told.Contains));
        return new Answered(question, winner, IsKnown: true);
    }

    /// <summary>How the chat of one who is told writes somebody.</summary>
    private static IEnumerable<string> Writings(string person, string chat)
    {
        var name = person is SlackAgentId or TeamsAgentId ? "Ops agent" : "Ops lead";
        return (person.StartsWith("slack:", StringComparison.Ordinal), chat) switch
        {
            (true, "slack") => [$"<@{person["slack:".Length..]}>"],
            (true, _) => [$"by {name} (Slack)"],
            (false, "slack") => [$"by {name} (Teams)"],
            _ => [$"by {name} · "],
        };
    }

    private async Task EndAsync(TwoChatsScene scene, Race race, IReadOnlyList<EscalationId> asked)
    {
        await scene.RunDueAsync();
        var bySlack = 0;
        foreach (var question in asked)
        {
            var settled = await scene.Get<IEscalationStore>().FindAsync(question, Stop);
            settled!.Verdict.ShouldBe(Verdict.Approved);
            // Who won hears nothing, and all others hear of the same one.
            foreach (var heard in race.Answers.Where(it => it.Question == question && it.IsKnown))
                heard.Of.ShouldBe(settled.By);
            var story = await scene.Get<ILoopStore>().TimelineAsync(settled.Run, Stop);
            story.Count(line => line.Text.StartsWith("Answered", StringComparison.Ordinal)).ShouldBe(1);
            bySlack += settled.By!.StartsWith("slack:", StringComparison.Ordinal) ? 1 : 0;
        }

        scene.System.Done.Count.ShouldBe(asked.Count * 2);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kind}: {race.Answers.Count:N0} answers to {asked.Count} questions {race.Name}, in {race.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s: "
                + $"{asked.Count} verdicts, {bySlack} won in Slack and {asked.Count - bySlack} in Teams; effects carried out {scene.System.Done.Count}, doubled 0"
        );
    }

    private async Task<TwoChatsScene> AskingAsync(int questions, bool isShown)
    {
        var scene = await TwoChatsScene.StartAsync(
            kind,
            new TwoChatsSettings
            {
                IsWithoutLimits = true,
                Cards = new CardOptions { GroupAbove = 0, MessagesPerMinute = 60 },
            }
        );
        scene.Scripted.Decides = context =>
        {
            var ask = (Decision.Ask)ScriptedLoop.Ask(context.Now.AddHours(8));
            var approve = ask.Question.Choices[0];
            return ask with { Question = ask.Question with { Choices = [approve, approve with { Key = "again" }] } };
        };
        for (var at = 0; at < questions; at++)
            await scene.CatchAsync($"#{at}");
        await scene.RunDueAsync();
        if (isShown)
            await scene.PassAsync(TimeSpan.FromSeconds(40));
        return scene;
    }

    private static async Task<IReadOnlyList<EscalationId>> IdsAsync(TwoChatsScene scene, int questions)
    {
        var ids = new List<EscalationId>();
        for (var at = 0; at < questions; at++)
            ids.Add((await scene.QuestionOfAsync($"#{at}")).Id);
        return ids;
    }

    /// <summary>What one of many heard.</summary>
    /// <param name="Question">Which question.</param>
    /// <param name="Of">Who it was answered by, as they heard; themselves where they heard nothing.</param>
    /// <param name="IsKnown">Whether they were told.</param>
    private sealed record Answered(EscalationId Question, string Of, bool IsKnown);

    private sealed class Race(int answers, string name)
    {
        internal string Name => name;

        internal ConcurrentBag<Answered> Answers { get; } = [];

        internal TimeSpan Took { get; private set; }

        internal async Task RunAsync(int atOnce, Func<int, Task<Answered>> answer)
        {
            var began = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, answers),
                new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = Stop },
                async (at, _) => Answers.Add(await answer(at))
            );
            Took = Stopwatch.GetElapsedTime(began);
            Answers.Count.ShouldBe(answers);
        }
    }
}

public sealed class CrossChatRaceOnSqliteTests() : CrossChatRaceTests(TestStore.Kind.Sqlite, answers: 10_000);

public sealed class CrossChatRaceOnPostgresTests() : CrossChatRaceTests(TestStore.Kind.Postgres, answers: 2_000);
