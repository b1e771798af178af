using Npgsql;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.People;

/// <summary>What people do with a question while another transaction of its run is not over yet.</summary>
public abstract class CaseRaceTests(TestStore.Kind kind)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Works => ["claim", "note", "ask", "answer"];

    [Theory]
    [MemberData(nameof(Works))]
    public async Task What_comes_beside_the_answer_comes_too_late(string work)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var asked = await AskingAsync(engine);
        (await BesideAsync(engine, asked, work, settles: true)).ShouldBeFalse();
        (await engine.StoryOfAsync("one")).ShouldNotContain("late");
    }

    [Theory]
    [MemberData(nameof(Works))]
    public async Task Lines_have_their_numbers_in_the_order_in_which_they_can_be_read(string work)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var asked = await AskingAsync(engine);
        (await BesideAsync(engine, asked, work, settles: false)).ShouldBeTrue();
        var story = (await engine.StoryOfAsync("one")).Split('\n');
        story[^2].ShouldBe("meanwhile");
        story.Length.ShouldBe(Array.IndexOf(story, "meanwhile") + 2);
    }

    /// <summary>Does it while a commit of the run is under way, and ends that commit once it waits or is over.</summary>
    private async Task<bool> BesideAsync(EngineFixture engine, Escalation asked, string work, bool settles)
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var run = asked.Run.Value;
        var commit = engine.Writer.DoAsync(async session =>
        {
            await session.ExecuteAsync($"""UPDATE "Runs" SET "Version" = "Version" + 1 WHERE "Id" = {run}""");
            if (settles)
                await session.ExecuteAsync(
                    $"""UPDATE "Escalations" SET "SettledAt" = {engine.Clock.GetUtcNow()} WHERE "Id" = {asked.Id.Value}"""
                );
            begun.TrySetResult();
            await end.Task;
            var line = new TimelineEntry(engine.Clock.GetUtcNow(), "meanwhile", null);
            await RunCommit.TellAsync(session, run, line);
            return true;
        });
        await begun.Task.WaitAsync(Stop);
        var beside = DoAsync(engine.Get<ICaseStore>(), asked, work);
        if (kind is TestStore.Kind.Postgres)
            await WaitsAsync((TestStore.OnServer)engine.Store, beside);
        end.SetResult();
        await commit;
        return await beside;
    }

    private static async Task<bool> DoAsync(ICaseStore cases, Escalation asked, string work) =>
        work switch
        {
            "claim" => await cases.ClaimAsync(new Claiming(asked.Id, null, "test:ben", "test:ben"), Stop),
            "note" => await cases.NoteAsync(asked.Id, "late", "test:ben", null, Stop),
            "ask" => await cases.AskAsync(Inquiry(asked, "inq_late"), null, Stop),
            _ => await cases.AnswerAsync(new InquiryAnswer(new InquiryId("inq_1"), "late", "test:ben", null), Stop)
                is InquiryResult.Stored,
        };

    private static Inquiry Inquiry(Escalation asked, string id) =>
        new(new InquiryId(id), asked.Id, "late?", "test:anna", asked.OpenedAt);

    private static async Task<Escalation> AskingAsync(EngineFixture engine)
    {
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(8));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        var asked = await engine.QuestionOfAsync("one");
        var first = new Inquiry(new InquiryId("inq_1"), asked.Id, "First?", "test:anna", asked.OpenedAt);
        (await engine.Get<ICaseStore>().AskAsync(first, null, Stop)).ShouldBeTrue();
        return asked;
    }

    /// <summary>Until it waits for a lock, or is over and so did not.</summary>
    private static async Task WaitsAsync(TestStore.OnServer server, Task work)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var waits = connection.CreateCommand();
        waits.CommandText =
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while (!work.IsCompleted && (long)(await waits.ExecuteScalarAsync(Stop))! == 0) { }
    }
}
