using System.Collections.Concurrent;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.People;

/// <summary>Everybody answers everything at once: by clicks, by double clicks and by commands, with different choices.</summary>
public abstract class AnswerRaceTests(TestStore.Kind kind, int answers)
{
    private const int Questions = 100;

    /// <summary>One in so many is typed.</summary>
    private const int Typed = 10;
    private static readonly Person[] People =
    [
        new("test:anna", "anna", IsOurs: true),
        new("test:ben", "ben", IsOurs: true),
    ];
    private static readonly string[] Choices = ["approve", "deny"];

    [Fact]
    public async Task Each_question_gets_one_verdict_and_every_loser_hears_who_won()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Channels = [];
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(8));
        var asked = await AskAsync(engine);
        var commands = Commands(engine);
        var results = new ConcurrentBag<(string Name, bool Won, string By)>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, answers),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 64,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (at, cancel) =>
            {
                var (name, question) = asked[at % Questions];
                var round = at / Questions;
                // Two in a row are the same finger.
                var (person, choice) = (People[round / 2 % 2], Choices[round / 4 % 2]);
                var (won, by) =
                    round % Typed == 0
                        ? await TypeAsync(commands, name, (person, choice), cancel)
                        : await ClickAsync(engine, question, (person, choice), cancel);
                results.Add((name, won, by));
            }
        );
        await engine.RunDueAsync();

        results.Count.ShouldBe(answers);
        foreach (var (name, _) in asked)
        {
            var told = results.Where(result => result.Name == name).ToList();
            var winner = told.Where(result => result.Won).ShouldHaveSingleItem().By;
            told.ShouldAllBe(result => result.By == winner);
            var question = await engine.QuestionOfAsync(name);
            question.By.ShouldBe(winner);
            (await engine.StoryOfAsync(name))
                .Split('\n')
                .Count(line => line.StartsWith("Answered", StringComparison.Ordinal))
                .ShouldBe(1);
            (await engine.MemoryOfAsync(name)).Journal.Count.ShouldBe(question.Carried!.Effects.Count);
        }

        engine.System.Calls.Count.ShouldBe(asked.Count + engine.System.Done.Count(done => done == "b"));
    }

    private static async Task<(bool, string)> ClickAsync(
        EngineFixture engine,
        EscalationId question,
        (Person Person, string Choice) how,
        CancellationToken cancel
    ) =>
        await engine.Answers.TakeAsync(new Answer(question, how.Person, how.Choice, "why"), cancel) switch
        {
            AnswerResult.Accepted => (true, how.Person.Id),
            AnswerResult.TooLate late => (false, late.Escalation.By ?? "nobody"),
            var other => throw new InvalidOperationException($"{other}"),
        };

    private static async Task<(bool, string)> TypeAsync(
        Deciding commands,
        string name,
        (Person Person, string Choice) how,
        CancellationToken cancel
    )
    {
        var reply = await commands.DecideAsync(new Command.Decide(how.Choice, [name], "why"), how.Person, cancel);
        var won =
            reply.Title.StartsWith($"{name} approved", StringComparison.Ordinal)
            || reply.Title.StartsWith($"{name} denied", StringComparison.Ordinal);
        return (won, won ? how.Person.Id : reply.Lines.ShouldHaveSingleItem().By ?? "nobody");
    }

    private static async Task<List<(string Name, EscalationId Question)>> AskAsync(EngineFixture engine)
    {
        for (var at = 0; at < Questions; at++)
            await engine.CatchAsync($"#{at}-R1");
        await engine.RunDueAsync();
        var asked = new List<(string, EscalationId)>();
        for (var at = 0; at < Questions; at++)
            asked.Add(($"#{at}-R1", (await engine.QuestionOfAsync($"#{at}-R1")).Id));
        return asked;
    }

    private static Deciding Commands(EngineFixture engine) =>
        new(
            new CaseFinder(engine.Loops, engine.Escalations),
            engine.Answers,
            new LoopNotices(engine.Get<LoopList>(), []),
            new ShopTimes(new ShopCalendar(TimeZoneInfo.Utc), engine.Clock)
        );
}
