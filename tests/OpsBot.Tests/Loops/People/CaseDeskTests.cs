using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.People;

public abstract class CaseDeskTests(TestStore.Kind kind)
{
    private static readonly Person Anna = new("test:anna", "anna", IsOurs: true);
    private static readonly Person Ben = new("test:ben", "ben", IsOurs: true);
    private static readonly Person Carl = new("test:carl", "carl", IsOurs: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_takes_a_question_on_is_on_it_for_half_an_hour()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        (await desk.ClaimAsync(question, Anna, Stop)).ShouldBeOfType<CaseResult.Done>();
        var now = engine.Clock.GetUtcNow();
        (await engine.QuestionOfAsync("one")).Claim.ShouldBe(new Claim(Anna.Id, now, now.AddMinutes(30)));
        (await engine.Get<ICardStore>().ReadCardAsync(question, Stop))!.Escalation.Claim!.By.ShouldBe(Anna.Id);

        engine.Clock.Advance(TimeSpan.FromMinutes(29));
        var refused = (await desk.ClaimAsync(question, Ben, Stop)).ShouldBeOfType<CaseResult.Refused>();
        refused.OnIt!.By.ShouldBe(Anna.Id);
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        (await engine.QuestionOfAsync("one")).Claim.ShouldBeNull();
        (await desk.ClaimAsync(question, Ben, Stop)).ShouldBeOfType<CaseResult.Done>();
        (await engine.QuestionOfAsync("one")).Claim!.By.ShouldBe(Ben.Id);
        (await StoryAsync(engine)).ShouldContain(line => line.Text == "Taken on" && line.By == Anna.Id);
    }

    [Fact]
    public async Task Of_many_who_take_it_on_at_once_one_is_on_it()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        var results = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(at => desk.ClaimAsync(question, at % 2 == 0 ? Anna : Ben, Stop))
        );
        var winner = (await engine.QuestionOfAsync("one")).Claim!.By;
        results.OfType<CaseResult.Refused>().ShouldAllBe(refused => refused.OnIt != null && refused.OnIt.By == winner);
        results.OfType<CaseResult.Refused>().Count().ShouldBe(30);
        (await StoryAsync(engine))
            .Where(line => line.Text == "Taken on")
            .Select(line => line.By)
            .Distinct()
            .ShouldBe([winner]);
    }

    [Fact]
    public async Task Only_those_who_may_decide_it_can_be_on_it()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        (await desk.ClaimAsync(question, Carl, Stop)).ShouldBe(
            new CaseResult.Refused("Only the agent role can decide this.")
        );
        (await desk.AssignAsync(question, Carl, Anna, Stop)).ShouldBe(
            new CaseResult.Refused("They may not decide this, so it cannot be theirs.")
        );
        (await desk.AssignAsync(question, Ben, Anna with { IsOurs = false }, Stop)).ShouldBe(
            new CaseResult.Refused("Only people with a role can do this.")
        );
        (await engine.QuestionOfAsync("one")).Claim.ShouldBeNull();
    }

    [Fact]
    public async Task It_can_be_given_to_another_and_given_back()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        await desk.ClaimAsync(question, Anna, Stop);
        (await desk.AssignAsync(question, Ben, Anna, Stop)).ShouldBeOfType<CaseResult.Done>();
        (await engine.QuestionOfAsync("one")).Claim!.By.ShouldBe(Ben.Id);
        (await desk.ReleaseAsync(question, Carl, Stop)).ShouldBeOfType<CaseResult.Refused>();
        (await desk.ReleaseAsync(question, Ben, Stop)).ShouldBeOfType<CaseResult.Done>();
        (await desk.ReleaseAsync(question, Ben, Stop)).ShouldBe(new CaseResult.Refused("Nobody is on it."));
        (await StoryAsync(engine))
            .Select(line => (line.Text, line.To))
            .TakeLast(3)
            .ShouldBe([("Taken on", null), ("Assigned", Ben.Id), ("Released: nobody is on it", null)]);
    }

    [Fact]
    public async Task Another_may_decide_it_all_the_same_and_hears_whose_it_was()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        await desk.ClaimAsync(question, Anna, Stop);
        var accepted = (await engine.AnswerAsync("one", "approve", Ben.Id)).ShouldBeOfType<AnswerResult.Accepted>();
        accepted.OnIt!.By.ShouldBe(Anna.Id);
        (await desk.ClaimAsync(question, Anna, Stop)).ShouldBe(new CaseResult.Refused("This was already decided."));
    }

    [Fact]
    public async Task Who_was_on_it_and_decides_it_hears_nothing_of_that()
    {
        await using var engine = await AskingAsync();
        await Desk(engine).ClaimAsync(await IdAsync(engine), Anna, Stop);
        (await engine.AnswerAsync("one", "approve")).ShouldBeOfType<AnswerResult.Accepted>().OnIt.ShouldBeNull();
    }

    [Fact]
    public async Task An_inquiry_is_shown_until_somebody_answers_it_and_then_its_answer()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        var wanted = await WantedAsync(engine);
        var made = (
            await desk.AskAsync(question, Carl, " Was it worn? ", Anna, null, Stop)
        ).ShouldBeOfType<CaseResult.Done>();
        (await WantedAsync(engine)).ShouldBe(wanted + 1);
        var open = (await engine.Escalations.FindAsync(question, Stop))!.Inquiries.ShouldHaveSingleItem();
        open.ShouldBe(made.Inquiry);
        (open.Words, open.Of, open.IsOpen).ShouldBe(("Was it worn?", Carl.Id, true));

        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        (await desk.AnswerAsync(open.Id, "No, new.", Carl, null, Stop)).ShouldBeOfType<CaseResult.Done>();
        var answered = (await engine.Escalations.FindAsync(question, Stop))!.Inquiries.ShouldHaveSingleItem();
        answered.ShouldBe(
            open with
            {
                Answer = "No, new.",
                AnsweredBy = Carl.Id,
                AnsweredAt = engine.Clock.GetUtcNow(),
            }
        );
        (await WantedAsync(engine)).ShouldBe(wanted + 2);
        (await StoryAsync(engine))
            .Select(line => (line.Text, line.By, line.To))
            .TakeLast(2)
            .ShouldBe([
                ("Asked: Was it worn?", Anna.Id, Carl.Id),
                ("Answered \"Was it worn?\": No, new.", Carl.Id, null),
            ]);
    }

    [Fact]
    public async Task The_first_answer_counts_and_the_same_one_sent_again_is_no_second_one()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        await desk.AskAsync(question, null, "First?", Anna, null, Stop);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.AskAsync(question, null, "Second?", Anna, null, Stop);

        (await desk.AnswerAsync(question, "Yes", Ben, "thread:1", Stop)).ShouldBeOfType<CaseResult.Done>();
        (await desk.AnswerAsync(question, "Yes", Ben, "thread:1", Stop)).ShouldBeOfType<CaseResult.Done>();
        var inquiries = await engine.Get<ICaseStore>().InquiriesAsync(question, Stop);
        inquiries.Select(inquiry => inquiry.Answer).ShouldBe(["Yes", null]);
        (await desk.AnswerAsync(inquiries[0].Id, "No", Anna, null, Stop)).ShouldBe(
            new CaseResult.Refused("Somebody answered this before.")
        );
        await desk.AnswerAsync(question, "Also yes", Ben, "thread:2", Stop);
        (await desk.AnswerAsync(question, "And?", Ben, "thread:3", Stop)).ShouldBe(
            new CaseResult.Refused("Nothing is asked here that waits for an answer.")
        );
    }

    [Fact]
    public async Task An_answer_that_came_too_late_is_too_late_again_when_it_is_sent_again()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        var made = (CaseResult.Done)await desk.AskAsync(question, null, "Was it worn?", Anna, null, Stop);
        await desk.AnswerAsync(made.Inquiry!.Id, "No", Anna, "thread:1", Stop);
        for (var times = 0; times < 2; times++)
            (await desk.AnswerAsync(made.Inquiry.Id, "Yes", Ben, "thread:2", Stop)).ShouldBe(
                new CaseResult.Refused("Somebody answered this before.")
            );
    }

    [Fact]
    public async Task An_inquiry_that_is_sent_again_is_asked_once()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        for (var times = 0; times < 2; times++)
            (
                await desk.AskAsync(question, null, "Was it worn?", Anna, "form:1", Stop)
            ).ShouldBeOfType<CaseResult.Done>();
        await desk.AskAsync(question, null, "Was it worn?", Anna, "form:2", Stop);
        (await engine.Get<ICaseStore>().InquiriesAsync(question, Stop)).Count.ShouldBe(2);
        (await StoryAsync(engine)).Count(line => line.Text == "Asked: Was it worn?").ShouldBe(2);
    }

    [Fact]
    public async Task Only_people_with_a_role_ask_and_whoever_was_asked_may_answer_beside_them()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        (await desk.AskAsync(question, null, "May I?", Carl, null, Stop)).ShouldBeOfType<CaseResult.Refused>();
        (await desk.AskAsync(question, null, "   ", Anna, null, Stop)).ShouldBe(
            new CaseResult.Refused("Please write something.")
        );
        (
            await desk.AskAsync(question, null, new string('x', 1_001), Anna, null, Stop)
        ).ShouldBeOfType<CaseResult.Refused>();
        await desk.AskAsync(question, null, "Anybody?", Anna, null, Stop);
        (await desk.AnswerAsync(question, "Me", Carl, null, Stop)).ShouldBe(
            new CaseResult.Refused("Only people with a role can do this.")
        );
        await desk.AskAsync(question, Carl, "Carl?", Anna, null, Stop);
        (
            await desk.AnswerAsync(question, "Me", Carl with { IsOurs = false }, null, Stop)
        ).ShouldBeOfType<CaseResult.Refused>();
        (await desk.AnswerAsync(question, "Me", Carl, null, Stop)).ShouldBeOfType<CaseResult.Done>();
    }

    [Fact]
    public async Task An_inquiry_falls_away_with_its_question()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        var made = (CaseResult.Done)await desk.AskAsync(question, null, "Was it worn?", Anna, null, Stop);
        await engine.AnswerAsync("one", "approve");
        (await desk.AnswerAsync(made.Inquiry!.Id, "No", Ben, null, Stop)).ShouldBe(
            new CaseResult.Refused("This was already decided.")
        );
        (
            await engine.Get<ICaseStore>().AnswerAsync(new InquiryAnswer(made.Inquiry.Id, "No", Ben.Id, null), Stop)
        ).ShouldBe(InquiryResult.Closed);
        (
            await engine.Get<ICaseStore>().AskAsync(made.Inquiry with { Id = new InquiryId("inq_2") }, null, Stop)
        ).ShouldBeFalse();
        (await desk.NoteAsync(question, "late", Anna, null, Stop)).ShouldBeOfType<CaseResult.Refused>();
    }

    [Fact]
    public async Task A_note_is_a_line_of_the_story_written_once()
    {
        await using var engine = await AskingAsync();
        var (desk, question) = (Desk(engine), await IdAsync(engine));
        for (var times = 0; times < 2; times++)
            (
                await desk.NoteAsync(question, "The customer called", Anna, "thread:1", Stop)
            ).ShouldBeOfType<CaseResult.Done>();
        (await StoryAsync(engine))
            .Count(line => line.Text == "Note: The customer called" && line.By == Anna.Id)
            .ShouldBe(1);
    }

    [Fact]
    public async Task The_queue_shows_what_is_mine_what_is_nobodys_and_what_is_overdue()
    {
        await using var engine = await AskingAsync("one", "two", "three");
        var (desk, cases) = (Desk(engine), engine.Get<ICaseStore>());
        await desk.ClaimAsync(await IdAsync(engine, "two"), Anna, Stop);
        await engine.TamperAsync(
            $"""UPDATE "Escalations" SET "Deadline" = 1000 WHERE "Id" = {(await IdAsync(engine, "three")).Value}"""
        );

        (await NamesAsync(QueueFilter.All)).ShouldBe(["one", "three", "two"]);
        (await NamesAsync(new QueueFilter { ClaimedBy = [Anna.Id] })).ShouldBe(["two"]);
        (await NamesAsync(new QueueFilter { ClaimedBy = [Ben.Id] })).ShouldBeEmpty();
        (await NamesAsync(new QueueFilter { Unclaimed = true })).ShouldBe(["one", "three"]);
        (await NamesAsync(new QueueFilter { Overdue = true })).ShouldBe(["three"]);
        engine.Clock.Advance(TimeSpan.FromMinutes(31));
        (await NamesAsync(new QueueFilter { ClaimedBy = [Anna.Id] })).ShouldBeEmpty();
        (await NamesAsync(new QueueFilter { Unclaimed = true })).Count.ShouldBe(3);

        async Task<List<string>> NamesAsync(QueueFilter filter)
        {
            var names = new List<string>();
            foreach (var asked in await cases.QueueAsync(filter, 10, Stop))
                names.Add((await engine.Loops.FindRunsAsync(asked.Run.Value, 1, Stop))[0].Subject.Name);
            names.Sort(StringComparer.Ordinal);
            return names;
        }
    }

    private static CaseDesk Desk(EngineFixture engine) => engine.Get<CaseDesk>();

    private static async Task<EscalationId> IdAsync(EngineFixture engine, string subject = "one") =>
        (await engine.QuestionOfAsync(subject)).Id;

    private static async Task<IReadOnlyList<TimelineEntry>> StoryAsync(EngineFixture engine) =>
        await engine.Loops.TimelineAsync((await engine.RunOfAsync("one")).Id, Stop);

    private static async Task<int> WantedAsync(EngineFixture engine)
    {
        var jobs = await engine.Cards.ClaimCardsAsync(5, TimeSpan.Zero, [], Stop);
        engine.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return jobs.Single().Wanted;
    }

    private async Task<EngineFixture> AskingAsync(params string[] subjects)
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(8));
        foreach (var subject in subjects.DefaultIfEmpty("one"))
            await engine.CatchAsync(subject);
        await engine.RunDueAsync();
        return engine;
    }
}
