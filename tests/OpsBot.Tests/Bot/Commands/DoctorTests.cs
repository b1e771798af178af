using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Commands;

public sealed class DoctorTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly MemoryLoops store = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ShopTimes Times => new(new ShopCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")), clock);

    [Fact]
    public async Task What_is_worst_comes_first_and_what_does_not_answer_holds_up_nothing()
    {
        var never = new TaskCompletionSource<IReadOnlyList<Finding>>();
        var doctor = new Doctor(
            [
                new Paper(
                    "fine",
                    () => Task.FromResult<IReadOnlyList<Finding>>([new(Grade.Ok, "fine", "as it should be")])
                ),
                new Paper("asleep", () => never.Task),
                new Paper("broken", () => throw new OutsideException(FailureKind.Safe, "slack", "cannot be reached")),
                new Paper(
                    "odd",
                    () => Task.FromResult<IReadOnlyList<Finding>>([new(Grade.Warn, "odd", "is odd", "Look at it.")])
                ),
            ],
            clock
        );
        var examining = doctor.ExamineAsync(Stop);
        examining.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(10));
        var reply = Doctor.Reply(await examining);
        reply.Title.ShouldBe("2 things wrong, 1 thing to look at");
        reply
            .Lines.Select(line => line.Text)
            .ShouldBe([
                "WRONG · asleep: did not answer within 10 s",
                "WRONG · broken: could not be looked at: slack: cannot be reached",
                "look · odd: is odd → Look at it.",
                "ok · fine: as it should be",
            ]);
    }

    [Theory]
    [InlineData(0, 0, "All is well")]
    [InlineData(0, 1, "It works; 1 thing to look at")]
    [InlineData(2, 0, "2 things wrong")]
    public void The_first_line_says_how_it_is(int wrong, int warn, string title) =>
        Doctor
            .Reply([
                .. Enumerable.Repeat(new Finding(Grade.Wrong, "a", "b"), wrong),
                .. Enumerable.Repeat(new Finding(Grade.Warn, "a", "b"), warn),
                new Finding(Grade.Ok, "a", "b"),
            ])
            .Title.ShouldBe(title);

    [Fact]
    public async Task Loops_that_do_not_run_and_questions_that_nobody_may_decide_are_found()
    {
        store.States[new LoopName("returns")] = new LoopState(new("returns"), IsPaused: true, null, clock.GetUtcNow())
        {
            Tripped = "too many died",
        };
        store.States[new LoopName("inventory")] = new LoopState(
            new("inventory"),
            IsPaused: true,
            "slack:U0LEAD",
            clock.GetUtcNow(),
            "stocktaking"
        );
        var loops = new LoopList([new PaperLoop("returns"), new PaperLoop("inventory"), new Asking()], new NoPauses());
        var roles = new Roles(new Dictionary<string, IReadOnlyCollection<string>> { ["agent"] = [] });
        var found = await new LoopsCheck(loops, store, roles, Times).LookAsync(Stop);
        found
            .Select(finding => $"{finding.Grade} {finding.About} {finding.Says}")
            .ShouldBe([
                "Wrong returns stopped itself at 10:00: too many died",
                "Warn inventory paused since 10:00 because stocktaking",
                "Ok asking running",
                "Wrong roles nobody may decide what asking asks: agent is empty",
                "Warn roles nobody has the role lead, so nobody can pause or resume",
            ]);
    }

    [Fact]
    public async Task A_chat_that_is_cut_off_is_found()
    {
        var found = await new ChatsCheck([new CutOff(null), new CutOff("The app was removed.")]).LookAsync(Stop);
        found.ShouldHaveSingleItem().ShouldBe(new Finding(Grade.Wrong, "slack", "The app was removed."));
    }

    [Fact]
    public async Task Systems_that_answer_are_named()
    {
        var breakers = new Breakers(clock);
        breakers.Of("shopify");
        breakers.Of("slack");
        var found = await new SystemsCheck(breakers, Times).LookAsync(Stop);
        found
            .ShouldHaveSingleItem()
            .ShouldBe(new Finding(Grade.Ok, "systems", "shopify, slack answered when last called"));
    }

    private sealed record Paper(string About, Func<Task<IReadOnlyList<Finding>>> Look) : ICheck
    {
        public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => Look();
    }

    private sealed record CutOff(string? Trouble) : IChatStanding
    {
        public string Chat => "slack";
    }

    private sealed class Asking : ILoop
    {
        public LoopName Name => new("asking");

        public IReadOnlyList<string> Channels => [];

        public IReadOnlyList<string> Approvers => ["agent"];

        public Caught? Catch(Happening happening) => null;

        public Task<Considered> ConsiderAsync(RunContext context, CancellationToken cancel) =>
            throw new InvalidOperationException("this loop considers nothing");

        public IReadOnlyList<string> Explain() => [];
    }
}
