using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Commands;

/// <summary>Cases are answered and handled by what people type, on a real engine and store.</summary>
public abstract class CaseCommandsTests(TestStore.Kind kind)
{
    private static readonly Person Anna = new("test:anna", "anna", IsOurs: true);
    private static readonly Person Ben = new("test:ben", "ben", IsOurs: true);
    private readonly PaperChannel room = new("test");

    [Fact]
    public async Task A_case_is_approved_by_its_name_and_the_channel_hears_by_whom()
    {
        await using var engine = await AskingAsync("#7-R1", "#8-R1");
        (await SayAsync(engine, "approve 7-R1")).ShouldBe("#7-R1 approved: Poke it.");
        await engine.RunDueAsync();

        engine.System.Done.ShouldBe(["249.00", "b"]);
        room.Notices.ShouldBe([new Line("#7-R1 approved", Anna.Id, ": Poke it")]);
        (await engine.QuestionOfAsync("#8-R1")).IsOpen.ShouldBeTrue();
        (await SayAsync(engine, "approve #7-R1", Ben)).ShouldBe(
            "#7-R1: nothing waits for an answer.\nThis was already approved (Poke it) by test:anna at 10:00"
        );
    }

    [Fact]
    public async Task A_case_is_approved_over_less_than_was_asked()
    {
        await using var engine = await AskingAsync("#7-R1");
        (await SayAsync(engine, "approve #7-R1 249.01")).ShouldBe("At most 249.00 EUR, as was asked.");
        (await SayAsync(engine, "approve #7-R1 lots")).ShouldBe("'lots' is not an amount in EUR. As in: 249");
        (await SayAsync(engine, "approve #7-R1 80,00 EUR")).ShouldBe(
            "#7-R1 approved: 80.00 EUR instead of 249.00 EUR."
        );
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["80.00", "b"]);
    }

    [Fact]
    public async Task A_denial_needs_its_reason_and_passes_it_on()
    {
        await using var engine = await AskingAsync("#7-R1");
        (await SayAsync(engine, "deny #7-R1")).ShouldBe("Please say why.");
        (await SayAsync(engine, "deny #7-R1 worn out")).ShouldContain("A reason stands behind because.");
        (await SayAsync(engine, "deny #7-R1 because it was worn")).ShouldBe("#7-R1 denied: Leave it.");
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["denied: it was worn"]);
        room.Notices.ShouldHaveSingleItem().Rest.ShouldBe(": Leave it, because: it was worn");
    }

    [Fact]
    public async Task A_case_is_found_by_its_runs_id_and_by_its_own_and_names_may_have_spaces()
    {
        await using var engine = await AskingAsync("Order 1042", "Order 1043", "Order 1044");
        var run = await engine.RunOfAsync("Order 1042");
        (await SayAsync(engine, $"approve {run.Id}")).ShouldStartWith("Order 1042 approved");
        (await SayAsync(engine, $"approve {(await engine.QuestionOfAsync("Order 1043")).Id}")).ShouldStartWith(
            "Order 1043 approved"
        );
        (await SayAsync(engine, "approve Order 1044 80")).ShouldStartWith("Order 1044 approved: 80.00 EUR");
        (await SayAsync(engine, "approve Order 1045")).ShouldBe("There is no case Order.");
    }

    [Fact]
    public async Task A_name_that_two_cases_have_is_not_guessed_at()
    {
        await using var engine = await AskingAsync("#7-R1", "#8-R1");
        await engine.TamperAsync($"""UPDATE "Runs" SET "SubjectName" = '#7-R1'""");
        var reply = await SayAsync(engine, "approve #7-R1");
        reply.ShouldStartWith("#7-R1 may be one of 2. Name it by its id: ");
        reply.ShouldContain("(scripted)");
        engine.System.Calls.ShouldBeEmpty();
        room.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_two_choices_say_yes_the_person_says_which()
    {
        await using var engine = await AskingAsync(
            ask => ask with { Choices = [.. ask.Choices, new Choice("wait", "Wait", Verdict.Approved, Plan.Nothing)] },
            "#7-R1"
        );
        (await SayAsync(engine, "approve #7-R1")).ShouldBe(
            "Which? approve: Poke it; wait: Wait. As in: approve #7-R1 approve"
        );
        (await SayAsync(engine, "approve #7-R1 wait")).ShouldBe("#7-R1 approved: Wait.");
    }

    [Fact]
    public async Task What_is_stuck_is_skipped_and_not_approved()
    {
        await using var engine = await AskingAsync("#7-R1");
        engine.System.Refuses = "b";
        await SayAsync(engine, "approve #7-R1");
        await engine.RunDueAsync();
        (await SayAsync(engine, "approve #7-R1")).ShouldBe("#7-R1 is stuck: say retry or skip, or use its card.");
        (await SayAsync(engine, "skip #7-R1")).ShouldBe("Please say why.");
        (await SayAsync(engine, "skip #7-R1 because b is there")).ShouldBe("#7-R1 goes on: Skip this step.");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("#7-R1")).Stage.ShouldBe(Stage.Closed);
    }

    [Fact]
    public async Task A_case_is_taken_on_given_away_and_given_back()
    {
        await using var engine = await AskingAsync("#7-R1");
        (await SayAsync(engine, "claim #7-R1")).ShouldBe("#7-R1 taken on.");
        (await SayAsync(engine, "claim #7-R1", Ben)).ShouldBe(
            "#7-R1: somebody else is on it.\nIt was taken on by test:anna at 10:00"
        );
        (await SayAsync(engine, "queue mine")).ShouldContain("taken on by test:anna 0 min ago");
        (await SayAsync(engine, "queue unclaimed")).ShouldBe("Nothing here is unclaimed.");
        (await SayAsync(engine, "assign #7-R1 @ben")).ShouldBe(
            "To whom? As in: assign #7-R1 @somebody, picked from the chat's own list."
        );
        (await SayAsync(engine, "assign #7-R1 @test:ben")).ShouldBe("#7-R1 assigned.");
        (await SayAsync(engine, "queue mine")).ShouldBe("Nothing here is mine.");
        (await SayAsync(engine, "approve #7-R1")).ShouldBe(
            "#7-R1 approved: Poke it.\nIt was taken on by test:ben at 10:00"
        );
        room.Notices.Select(line => line.Text + line.Rest)
            .ShouldBe(["#7-R1 taken on", "#7-R1 assigned", "#7-R1 approved: Poke it"]);
        room.Notices.Select(line => line.To).ShouldBe([null, Ben.Id, null]);
        (await SayAsync(engine, "release #7-R1")).ShouldContain("already approved");
    }

    [Fact]
    public async Task Notes_and_inquiries_are_told_and_stored()
    {
        await using var engine = await AskingAsync("#7-R1");
        (await SayAsync(engine, "note #7-R1 the customer called")).ShouldBe("#7-R1 noted.");
        (await SayAsync(engine, "ask #7-R1")).ShouldBe("Please write something.");
        (await SayAsync(engine, "ask #7-R1 @test:ben Was it worn?")).ShouldBe("#7-R1 asked about.");
        (await engine.StoryOfAsync("#7-R1")).ShouldContain("Note: the customer called\nAsked: Was it worn?");
        var question = (await engine.QuestionOfAsync("#7-R1")).Id;
        (await engine.Escalations.FindAsync(question, CancellationToken.None))!
            .Inquiries.ShouldHaveSingleItem()
            .Of.ShouldBe(Ben.Id);
        room.Notices.Select(line => line.Text + line.Rest)
            .ShouldBe(["#7-R1 noted: the customer called", "#7-R1 asked about: Was it worn?"]);
        room.Notices[^1].To.ShouldBe(Ben.Id);
    }

    [Fact]
    public async Task Runs_are_listed_and_found()
    {
        await using var engine = await AskingAsync("#7-R1", "#8-R1");
        await SayAsync(engine, "approve #7-R1");
        engine.System.Refuses = "b";
        await engine.RunDueAsync();
        engine.Scripted.Decides = _ => ScriptedLoop.Clear("x");
        await engine.CatchAsync("#9-R1");
        await engine.RunDueAsync();

        (await SayAsync(engine, "runs scripted asking")).ShouldBe(
            "Runs of scripted asking\n#8-R1 · scripted · asking · 5.00 EUR · ask-rule · begun 10:00"
        );
        (await SayAsync(engine, "runs scripted failed")).ShouldContain("#7-R1 · scripted · dead · 5.00 EUR");
        (await SayAsync(engine, "runs scripted today")).Split('\n').Length.ShouldBe(4);
        (await SayAsync(engine, "runs scripted")).ShouldStartWith("Runs of scripted, the newest\n#9-R1");
        (await SayAsync(engine, "find cleared")).ShouldBe(
            "Runs that fit cleared\n#9-R1 · scripted · cleared · 5.00 EUR · rule · begun 10:00"
        );
        (await SayAsync(engine, "find 8-R1")).Split('\n').Length.ShouldBe(2);
        (await SayAsync(engine, "find scripted >= 5")).Split('\n').Length.ShouldBe(4);
        (await SayAsync(engine, "find scripted > 5")).ShouldBe("No run fits scripted > 5.");
        (await SayAsync(engine, "find PARTY ask-rule")).Split('\n').Length.ShouldBe(3);
        (await SayAsync(engine, "why #9-R1")).ShouldBe("#9-R1 · scripted · rule rule\nIt is clear.");
        (await SayAsync(engine, "why 8-R1")).ShouldBe(
            "#8-R1 · scripted · rule ask-rule\nPeople must look.\nAsked: Why"
        );
    }

    [Fact]
    public async Task The_digest_says_what_a_day_came_to_and_what_waits()
    {
        await using var engine = await AskingAsync("#7-R1", "#8-R1");
        engine.Scripted.Decides = _ => ScriptedLoop.Clear("x");
        await engine.CatchAsync("#9-R1");
        await engine.RunDueAsync();
        (await SayAsync(engine, "digest")).ShouldBe(
            """
            The last 24 hours
            scripted: 3 caught, 1 cleared by rule (33 %), 0 decided by people
            scripted: now 2 wait for an answer, 0 for something else, 0 stuck
            scripted: the oldest open case began
            """.ReplaceLineEndings("\n")
        );
        var loops = engine.Get<LoopList>();
        var times = new ShopTimes(new ShopCalendar(TimeZoneInfo.Utc), engine.Clock);
        var digest = new DigestReport(
            engine.Loops,
            loops,
            new Breakers(engine.Clock),
            new LoopNotices(loops, [room]),
            times
        );
        room.Notices.Clear();
        await digest.SendAsync(CancellationToken.None);
        room.Notices.ShouldHaveSingleItem().Text.ShouldStartWith("Digest of scripted: the last 24 hours 3 caught");
        engine.Clock.Advance(TimeSpan.FromHours(25));
        (await SayAsync(engine, "digest scripted")).ShouldContain("0 caught, 0 cleared by rule, 0 decided");
    }

    private async Task<string> SayAsync(EngineFixture engine, string typed, Person? person = null)
    {
        var loops = engine.Get<LoopList>();
        var times = new ShopTimes(new ShopCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")), engine.Clock);
        var notices = new LoopNotices(loops, [room]);
        var finder = new CaseFinder(engine.Loops, engine.Escalations);
        var desk = new CommandDesk(
            loops,
            engine.Get<Roles>(),
            new Looking(
                loops,
                new Reports(
                    new StatusReport(
                        engine.Loops,
                        engine.Get<ICaseStore>(),
                        engine.Get<SamePeople>(),
                        new Breakers(engine.Clock),
                        times
                    ),
                    new DigestReport(engine.Loops, loops, new Breakers(engine.Clock), notices, times)
                ),
                new RunStory(engine.Loops, times),
                new RunLists(engine.Get<IRunSearch>(), engine.Loops, engine.Escalations, loops, times),
                new Doctor([], engine.Clock)
            ),
            new Steering(engine.Loops, loops, engine.Answers, notices, times),
            new PeopleCommands(
                new Deciding(finder, engine.Answers, notices, times),
                new Handling(finder, engine.Get<CaseDesk>(), notices, times, new ChatPeople([new TestPeople()])),
                new Linking(engine.Get<LinkDesk>(), engine.Get<SamePeople>(), engine.Get<Roles>(), loops, notices)
            )
        );
        var reply = await desk.RunAsync(typed, person ?? Anna, TestContext.Current.CancellationToken);
        var lines = reply.Lines.Select(line =>
            line.By is null ? line.Text + line.Rest : $"{line.Text} by {line.By}{line.Rest}"
        );
        return string.Join('\n', lines.Prepend(reply.Title));
    }

    private Task<EngineFixture> AskingAsync(params string[] subjects) => AskingAsync(question => question, subjects);

    private async Task<EngineFixture> AskingAsync(Func<Question, Question> change, params string[] subjects)
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Decides = context =>
        {
            var ask = (Decision.Ask)ScriptedLoop.Ask(context.Now.AddHours(8));
            var choice = ask.Question.Choices[0] with
            {
                Plan = ScriptedLoop.Pokes("249.00", "b"),
                Amount = new AmountRange(0.01m, 249m, "EUR"),
            };
            return ask with { Question = change(ask.Question with { Choices = [choice, ask.Question.Choices[1]] }) };
        };
        foreach (var subject in subjects)
            await engine.CatchAsync(subject);
        await engine.RunDueAsync();
        return engine;
    }
}
