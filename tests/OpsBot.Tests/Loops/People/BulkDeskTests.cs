using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.People;

public abstract class BulkDeskTests(TestStore.Kind kind)
{
    private static readonly Person Anna = new("test:anna", "anna", IsOurs: true);
    private static readonly Person Stranger = new("test:stranger", "stranger", IsOurs: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_but_some_are_decided_each_by_itself_under_one_id()
    {
        await using var engine = await AskingAsync("one", "two", "three", "four");
        var questions = await IdsAsync(engine, "one", "two", "three", "four");
        await engine.AnswerAsync("two", "deny", "test:ben", "mine");
        var result = await engine
            .Get<BulkDesk>()
            .TakeAsync(new BulkAnswer(questions, Anna, "approve") { Except = [questions[3]] }, Stop);

        (result.Accepted, result.TooLate, result.NotAllowed, result.NotReached).ShouldBe((2, 1, 0, 0));
        result.Batch.ShouldStartWith("blk_");
        result.Items.Select(item => item.Escalation).ShouldBe(questions.Take(3));
        result.Items[1].Result.ShouldBeOfType<AnswerResult.TooLate>().Escalation.By.ShouldBe("test:ben");
        foreach (var subject in new[] { "one", "three" })
            (await engine.StoryOfAsync(subject)).ShouldContain($"Answered: approve, as part of bulk {result.Batch}");
        (await engine.StoryOfAsync("two")).ShouldNotContain(result.Batch);
        (await engine.QuestionOfAsync("four")).IsOpen.ShouldBeTrue();
        await engine.RunDueAsync();
        engine.System.Done.Count(done => done == "a").ShouldBe(2);
    }

    [Fact]
    public async Task One_reason_goes_to_all_and_without_it_nothing_is_done()
    {
        await using var engine = await AskingAsync("one", "two");
        var questions = await IdsAsync(engine, "one", "two");
        var desk = engine.Get<BulkDesk>();
        (await desk.TakeAsync(new BulkAnswer(questions, Anna, "deny"), Stop)).Refused.ShouldBe("Please say why.");
        (await engine.QuestionOfAsync("one")).IsOpen.ShouldBeTrue();
        (await desk.TakeAsync(new BulkAnswer(questions, Anna, "deny", "too old"), Stop)).Accepted.ShouldBe(2);
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["denied: too old", "denied: too old"]);
    }

    [Fact]
    public async Task Questions_of_different_kinds_are_not_decided_together()
    {
        await using var engine = await AskingAsync("one", "two");
        engine.System.Refuses = "b";
        await engine.AnswerAsync("one", "approve");
        await engine.RunDueAsync();
        (await engine.QuestionOfAsync("one")).Kind.ShouldBe(EscalationKind.Trouble);
        var questions = await IdsAsync(engine, "one", "two");
        var result = await engine.Get<BulkDesk>().TakeAsync(new BulkAnswer(questions, Anna, "approve"), Stop);
        result.Refused.ShouldNotBeNull().ShouldContain("different kinds");
        result.Items.ShouldBeEmpty();
        (await engine.QuestionOfAsync("two")).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_may_not_decide_one_may_not_decide_many()
    {
        await using var engine = await AskingAsync("one", "two");
        var questions = await IdsAsync(engine, "one", "two");
        var result = await engine.Get<BulkDesk>().TakeAsync(new BulkAnswer(questions, Stranger, "approve"), Stop);
        (result.Accepted, result.NotAllowed).ShouldBe((0, 2));
        result.Items[0].Result.ShouldBe(new AnswerResult.Refused("Only the agent role can decide this."));
    }

    [Fact]
    public async Task What_is_stopped_half_way_says_what_was_decided_and_what_was_not_reached()
    {
        await using var engine = await AskingAsync("one", "two", "three");
        var questions = await IdsAsync(engine, "one", "two", "three");
        using var stop = new CancellationTokenSource();
        var store = new StopsAfter(engine.Escalations, stop);
        var desk = new BulkDesk(
            new AnswerDesk(store, engine.Get<Roles>(), engine.Get<SamePeople>()),
            engine.Escalations,
            engine.Clock
        );
        var result = await desk.TakeAsync(new BulkAnswer(questions, Anna, "approve"), stop.Token);
        (result.Accepted, result.NotReached).ShouldBe((1, 2));
        (await engine.QuestionOfAsync("one")).IsOpen.ShouldBeFalse();
        (await engine.QuestionOfAsync("two")).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_and_too_much_are_refused()
    {
        await using var engine = await AskingAsync("one");
        var desk = engine.Get<BulkDesk>();
        (await desk.TakeAsync(new BulkAnswer([], Anna, "approve"), Stop)).Refused.ShouldBe(
            "There is nothing to decide."
        );
        EscalationId[] many = [.. Enumerable.Range(0, 201).Select(at => new EscalationId($"{at}"))];
        (await desk.TakeAsync(new BulkAnswer(many, Anna, "approve"), Stop)).Refused.ShouldBe(
            "At most 200 at once, please."
        );
    }

    [Fact]
    public async Task Many_are_read_at_once_in_the_order_in_which_they_are_named()
    {
        await using var engine = await AskingAsync("one", "two", "three");
        var ids = await IdsAsync(engine, "three", "one", "two");
        var found = await engine.Escalations.FindAsync([ids[0], new EscalationId("none"), ids[1], ids[2]], Stop);
        found.Select(question => question.Id).ShouldBe(ids);
        found.ShouldAllBe(question => question.Question.Choices.Count > 0);

        var store = new Counts(engine.Escalations);
        var desk = new BulkDesk(
            new AnswerDesk(engine.Escalations, engine.Get<Roles>(), engine.Get<SamePeople>()),
            store,
            engine.Clock
        );
        (await desk.TakeAsync(new BulkAnswer(ids, Anna, "approve"), Stop)).Accepted.ShouldBe(3);
        store.Reads.ShouldBe(1);
    }

    private static async Task<List<EscalationId>> IdsAsync(EngineFixture engine, params string[] subjects)
    {
        var ids = new List<EscalationId>();
        foreach (var subject in subjects)
            ids.Add((await engine.QuestionOfAsync(subject)).Id);
        return ids;
    }

    private async Task<EngineFixture> AskingAsync(params string[] subjects)
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(8));
        foreach (var subject in subjects)
            await engine.CatchAsync(subject);
        await engine.RunDueAsync();
        return engine;
    }

    /// <summary>Counts how often it is read.</summary>
    private sealed class Counts(IEscalationStore inner) : IEscalationStore
    {
        internal int Reads { get; private set; }

        public Task<Escalation?> FindAsync(EscalationId id, CancellationToken cancel)
        {
            Reads++;
            return inner.FindAsync(id, cancel);
        }

        public Task<IReadOnlyList<Escalation>> FindAsync(IReadOnlyList<EscalationId> ids, CancellationToken cancel)
        {
            Reads++;
            return inner.FindAsync(ids, cancel);
        }

        public Task<bool> SettleAsync(Settled settled, CancellationToken cancel) => inner.SettleAsync(settled, cancel);
    }

    /// <summary>The one who waits gives up while the first answer is stored.</summary>
    private sealed class StopsAfter(IEscalationStore inner, CancellationTokenSource stop) : IEscalationStore
    {
        public Task<Escalation?> FindAsync(EscalationId id, CancellationToken cancel) => inner.FindAsync(id, cancel);

        public Task<IReadOnlyList<Escalation>> FindAsync(IReadOnlyList<EscalationId> ids, CancellationToken cancel) =>
            inner.FindAsync(ids, cancel);

        public async Task<bool> SettleAsync(Settled settled, CancellationToken cancel)
        {
            await stop.CancelAsync();
            return await inner.SettleAsync(settled, cancel);
        }
    }
}
