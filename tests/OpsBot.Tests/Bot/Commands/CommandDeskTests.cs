using System.Net;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Infrastructure;
using FarSystem = OpsBot.Tests.Bot.Http.FarSystem;

namespace OpsBot.Tests.Bot.Commands;

public sealed class CommandDeskTests
{
    private static readonly LoopName Returns = new("returns");
    private static readonly Person Lead = new("slack:U0LEAD", "lead", IsOurs: true);
    private static readonly Person Agent = new("slack:U0OPS", "agent", IsOurs: true);
    private static readonly Person Anybody = new("slack:U0X", "anybody", IsOurs: true);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private Breakers breakers = new(TimeProvider.System);
    private readonly MemoryLoops store = new();
    private readonly List<ICheck> checks = [];
    private readonly PaperChannel slack = new("slack");
    private readonly MemoryQuestions questions = new(TimeProvider.System);

    [Theory]
    [InlineData("status")]
    [InlineData("queue")]
    [InlineData("pause returns")]
    [InlineData("psuse returns")]
    public async Task Somebody_without_a_role_sees_and_changes_nothing(string typed)
    {
        (await Say(typed, Anybody)).ShouldContain("You are slack:U0X");
        (await Say(typed, Lead with { IsOurs = false })).ShouldContain("Only");
        store.States.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_with_a_role_that_is_not_lead_looks_but_changes_nothing()
    {
        (await Say("status", Agent)).ShouldStartWith("Status at 10:00");
        (await Say("pause returns", Agent)).ShouldStartWith("Only the lead role can change this.");
        store.States.ShouldBeEmpty();
        slack.Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_is_configured_nobody_may()
    {
        var desk = Desk(new Roles(new Dictionary<string, IReadOnlyCollection<string>>()));
        (await desk.RunAsync("pause all", Lead, TestContext.Current.CancellationToken)).Title.ShouldStartWith("Only");
        store.States.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pause_is_stored_and_said_once_in_each_channel_with_its_author()
    {
        (await Say("pause all for 2h because stocktaking", Lead)).ShouldStartWith(
            "returns and inventory paused until 12:00."
        );
        store
            .States[Returns]
            .ShouldBe(
                new LoopState(
                    Returns,
                    IsPaused: true,
                    "slack:U0LEAD",
                    clock.GetUtcNow(),
                    "stocktaking",
                    clock.GetUtcNow().AddHours(2)
                )
            );
        slack
            .Notices.ShouldHaveSingleItem()
            .ShouldBe(new Line("returns and inventory paused", "slack:U0LEAD", " for 2 h: stocktaking"));
    }

    [Fact]
    public async Task A_pause_holds_even_where_the_channel_cannot_be_told_and_the_person_learns_it()
    {
        slack.Refuses = new OutsideException(FailureKind.Safe, "slack", "cannot be reached");
        (await Say("pause returns", Lead)).ShouldContain(
            "The channel slack:C0OPS could not be told: slack: cannot be reached"
        );
        store.States[Returns].IsPaused.ShouldBeTrue();
    }

    [Fact]
    public async Task Resuming_says_how_many_wait_and_only_of_what_was_paused()
    {
        store.Counts[Returns] = new LoopCounts { Parked = 12 };
        (await Say("resume all", Lead)).ShouldBe("returns and inventory: not paused.");
        await Say("pause returns", Lead);
        (await Say("resume all", Lead)).ShouldBe(
            "returns resumed: 12 runs that waited go on one after the other, the last in 2 s."
        );
        store.States[Returns].IsPaused.ShouldBeFalse();
        slack
            .Notices[^1]
            .ShouldBe(
                new Line(
                    "returns resumed",
                    "slack:U0LEAD",
                    ": 12 runs that waited go on one after the other, the last in 2 s."
                )
            );
    }

    [Fact]
    public async Task Status_shows_why_a_loop_stopped_itself_and_resume_lets_it_go_on()
    {
        store.Counts[Returns] = new LoopCounts { Parked = 3, ParkedSince = clock.GetUtcNow().AddMinutes(-5) };
        store.States[Returns] = new LoopState(Returns, IsPaused: true, null, clock.GetUtcNow())
        {
            Tripped = "7 of 20 runs died within an hour; the limit is 30 %",
        };
        (await Say("status returns", Agent)).ShouldContain(
            "returns: stopped itself at 10:00: 7 of 20 runs died within an hour; the limit is 30 %. It goes on when somebody "
                + "types: resume returns; 3 parked, the oldest since 09:55."
        );
        (await Say("pause returns for 1h", Lead)).ShouldContain("it goes on only when somebody resumes it");
        (await Say("resume returns", Lead)).ShouldBe("returns resumed: 3 runs that waited go on now.");
        store.States[Returns].Tripped.ShouldBeNull();
    }

    [Fact]
    public async Task Status_names_a_system_that_is_down()
    {
        using var far = new FarSystem(clock) { Answers = HttpStatusCode.InternalServerError };
        breakers = far.Breakers;
        for (var call = 0; call < 5; call++)
            await far.FailAsync();
        (await Say("status", Agent)).ShouldEndWith(
            "\n09:00 far is down since then (answered 500). What needs it waits; nothing is lost."
        );
    }

    [Theory]
    [InlineData("retry returns")]
    [InlineData("retry all")]
    public async Task What_is_stuck_is_tried_again_all_at_once(string typed)
    {
        Stuck("a");
        Stuck("b");
        (await Say(typed, Agent)).ShouldEndWith(": 2 stuck runs are tried again.");
        questions.Answers.Select(answer => (answer.Choice, answer.By)).Distinct().ShouldBe([("retry", "slack:U0OPS")]);
        slack.Notices.ShouldHaveSingleItem().ShouldBe(new Line("returns: 2 stuck runs are tried again", "slack:U0OPS"));
    }

    [Fact]
    public async Task One_run_is_tried_again_by_its_name()
    {
        var asked = Stuck("a");
        Stuck("b");
        store.Runs.Add(
            Asked.Subject(asked, Stage.Dead, Outcome.None).Run with
            {
                Subject = new Subject("a", "#7-R1"),
                Escalation = asked.Id,
                Loop = Returns,
            }
        );
        (await Say("retry #7-R1", Agent)).ShouldBe("#7-R1: 1 stuck run is tried again.");
        questions.Answers.ShouldHaveSingleItem().Escalation.ShouldBe(asked.Id);
        (await Say("retry #8-R1", Agent)).ShouldBe("#8-R1: nothing is stuck.");
    }

    [Fact]
    public async Task A_stuck_run_is_decided_anew_where_its_card_offers_that()
    {
        var asked = Stuck("a");
        Stuck("b", TroubleChoice.StartOver);
        (await Say("retry returns from the start", Agent)).ShouldBe(
            "returns: 1 stuck run is decided anew.\n"
                + "It cannot start over: it has begun nothing, or what it began may have happened. A retry finds out which."
        );
        questions.Answers.ShouldHaveSingleItem().Choice.ShouldBe(TroubleChoice.StartOver);
        asked.Question.Choices.Select(it => it.Key).ShouldBe([TroubleChoice.Retry]);
    }

    [Fact]
    public async Task Who_may_not_answer_the_card_may_not_retry_by_command_either()
    {
        Stuck("a");
        (await Say("retry returns", Lead)).ShouldContain("returns: 0 stuck runs are tried again.");
        questions.Answers.ShouldBeEmpty();
        slack.Notices.ShouldBeEmpty();
    }

    private Escalation Stuck(string id, string choice = TroubleChoice.Retry)
    {
        var asked = Asked.Open with
        {
            Id = new EscalationId(id),
            Loop = Returns,
            Kind = EscalationKind.Trouble,
            Question = Asked.Question with
            {
                MayAnswer = ["returns"],
                Choices = [new Choice(choice, "Retry", Verdict.Approved, Plan.Nothing)],
            },
        };
        store.Open.Add(asked);
        questions.Add(asked);
        return asked;
    }

    [Fact]
    public async Task What_people_ask_is_answered_as_approved()
    {
        store.Counts[Returns] = new LoopCounts
        {
            Caught = 12,
            Cleared = 9,
            Decided = 2,
            Asking = 3,
            Overdue = 1,
            Waiting = 4,
            Dead = 1,
            Parked = 5,
            Oldest = clock.GetUtcNow().AddDays(-2),
        };
        store.Open.Add(Asked.Open with { OpenedAt = clock.GetUtcNow().AddHours(-3) });
        store.Open.Add(
            Asked.Open with
            {
                Question = Asked.Question with
                {
                    Title = "Stuck: #1040-R1",
                    Deadline = clock.GetUtcNow().AddMinutes(-5),
                },
            }
        );
        store.Runs.Add(
            Asked.Subject(Asked.Approved, Stage.Closed, Outcome.Approved).Run with
            {
                ClosedAt = Asked.At,
                Amount = new Money(249m, "EUR"),
            }
        );
        store.Story.AddRange([
            new TimelineEntry(Asked.At.AddDays(-1), "Caught: return requested"),
            new TimelineEntry(Asked.At.AddMinutes(-20), "Approved: Refund 249.00 EUR", "slack:U0OPS"),
        ]);
        var said = new List<string> { await Say("status", Lead) };
        await Say("pause returns for 1d because stocktaking", Lead);
        foreach (
            var typed in new[]
            {
                "status returns",
                "queue",
                "run 1042-R1",
                "run 9",
                "rules returns",
                "help",
                "help approve",
            }
        )
            said.Add($"> {typed}\n{await Say(typed, Lead)}");
        Approve.That(string.Join("\n\n", said));
        store.CountedSince.ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(1)));
    }

    private async Task<string> Say(string typed, Person person)
    {
        var roles = new Roles(
            new Dictionary<string, IReadOnlyCollection<string>> { [Roles.Lead] = [Lead.Id], ["returns"] = [Agent.Id] }
        );
        var reply = await Desk(roles).RunAsync(typed, person, TestContext.Current.CancellationToken);
        var lines = reply.Lines.Select(line =>
            (line.At is { } at ? $"{at:HH:mm} " : "")
            + (line.By is null ? line.Text + line.Rest : $"{line.Text} by {line.By}{line.Rest}")
        );
        return string.Join('\n', lines.Prepend(reply.Title));
    }

    private CommandDesk Desk(Roles roles)
    {
        var loops = new LoopList(
            [new PaperLoop("returns", "slack:C0OPS"), new PaperLoop("inventory", "slack:C0OPS")],
            new NoPauses()
        );
        var calendar = new ShopCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var times = new ShopTimes(calendar, clock);
        var cases = new MemoryCases(store);
        var finder = new CaseFinder(store, questions);
        var links = new MemoryLinks(clock);
        var same = new SamePeople(links, roles);
        var answers = new AnswerDesk(questions, roles, same);
        var notices = new LoopNotices(loops, [slack]);
        return new CommandDesk(
            loops,
            roles,
            new Looking(
                loops,
                new Reports(
                    new StatusReport(store, cases, same, breakers, times),
                    new DigestReport(store, loops, breakers, notices, times)
                ),
                new RunStory(store, times),
                new RunLists(new MemoryRuns(), store, questions, loops, times),
                new Doctor(checks, clock)
            ),
            new Steering(store, loops, answers, notices, times),
            new PeopleCommands(
                new Deciding(finder, answers, notices, times),
                new Handling(
                    finder,
                    new CaseDesk(cases, questions, roles, same, clock),
                    notices,
                    times,
                    new ChatPeople([])
                ),
                new Linking(new LinkDesk(links, clock), same, roles, loops, notices)
            )
        );
    }
}
