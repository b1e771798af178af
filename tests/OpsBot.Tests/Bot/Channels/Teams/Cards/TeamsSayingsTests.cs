using CsCheck;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

/// <summary>Everything the bot says in Teams that is not the card of one question.</summary>
public sealed class TeamsSayingsTests
{
    private static readonly Gen<GroupMember> UglyMember = Gen.Select(
        Ugly.Words,
        Ugly.Words,
        Gen.Enum<Verdict>(),
        Gen.Int[0, 5_000],
        (title, rule, verdict, amount) =>
            new GroupMember(
                Asked.Open with
                {
                    Verdict = verdict,
                    SettledAt = verdict is Verdict.None ? null : Asked.At.AddMinutes(1),
                    Question = Asked.Question with { Title = title, Amount = new Money(amount, "EUR") },
                },
                title,
                rule,
                "teams:19:ops@thread.tacv2",
                amount % 7 == 0
            )
    );

    [Fact]
    public void Whatever_a_thread_is_to_say_nothing_comes_alive() =>
        UglyCards
            .Line.List[1, CardThreads.MostLines]
            .Sample(
                lines => Drawn.IsInert(TeamsSayings.Thread(new ThreadSaying(Asked.Id, 7, lines), Drawn.Words)),
                iter: 500
            );

    [Fact]
    public void Whatever_a_group_holds_nothing_comes_alive() =>
        UglyMember
            .List[1, CardGroup.MostMembers]
            .Sample(
                members =>
                {
                    var group = new CardGroup(CardGroup.NewId(Asked.At), members) { OpenedAt = Asked.At };
                    Drawn.IsInert(TeamsCards.Of(GroupFace.Of(group, Asked.At), Drawn.Words));
                },
                iter: 100
            );

    [Fact]
    public void Numbers_are_drawn_and_stand_in_a_table_where_nothing_is_drawn()
    {
        var notice = new Notice(new Line("Digest of returns: the last 24 hours"))
        {
            Figures = [new("Cleared by rule", 41, FigureTone.Good), new("Stuck", 0), new("Decided by people", 3)],
        };
        var message = TeamsSayings.Notice(notice, Drawn.Words);
        Drawn.IsOfTheSchema(message);
        var chart = message.Card["body"]![1]!;
        chart["type"]!.GetValue<string>().ShouldBe("Chart.Donut");
        chart["data"]!.AsArray().Count.ShouldBe(2);
        chart["data"]![0]!.ToJsonString().ShouldBe("""{"legend":"Cleared by rule","value":41,"color":"good"}""");
        chart["fallback"]!["rows"]!.AsArray().Count.ShouldBe(2);
        TeamsSayings.Notice(notice with { Figures = [new("Stuck", 0)] }, Drawn.Words).Card["body"]!
            .AsArray()
            .Count.ShouldBe(1);
    }

    [Fact]
    public void Whatever_is_counted_nothing_comes_alive_and_it_fits() =>
        Gen.Select(
                UglyCards.Line,
                UglyCards.Line.List[6, 12],
                Gen.Select(Ugly.Words, Gen.Int[0, int.MaxValue]).List[0, 12]
            )
            .Sample(
                (title, lines, figures) =>
                {
                    var notice = new Notice(title)
                    {
                        Lines = lines,
                        Figures = [.. figures.Select(figure => new Figure(figure.Item1, figure.Item2))],
                    };
                    var message = TeamsSayings.Notice(notice, Drawn.Words);
                    Drawn.IsInert(message);
                    Drawn.IsOfTheSchema(message);
                },
                iter: 200
            );

    [Fact]
    public void Whatever_a_notice_says_nothing_comes_alive() =>
        Gen.Select(UglyCards.Line, UglyCards.Line.List[0, 12], Gen.Enum<NoticeTone>())
            .Sample(
                (title, lines, tone) =>
                    Drawn.IsInert(TeamsSayings.Notice(new Notice(title) { Lines = lines, Tone = tone }, Drawn.Words)),
                iter: 500
            );

    [Fact]
    public void Whatever_an_answer_says_nothing_comes_alive() =>
        Gen.Select(Ugly.Words, UglyCards.Line.List[0, 60])
            .Sample(
                (title, lines) => Drawn.IsInert(TeamsSayings.Reply(new CommandReply(title, lines), Drawn.Words)),
                iter: 200
            );

    [Fact]
    public void Every_saying_is_one_of_the_published_schema() =>
        Gen.Select(Ugly.Words, UglyCards.Line.List[1, 10])
            .Sample(
                (title, lines) =>
                {
                    Drawn.IsOfTheSchema(TeamsSayings.Reply(new CommandReply(title, lines), Drawn.Words));
                    Drawn.IsOfTheSchema(TeamsSayings.Thread(new ThreadSaying(Asked.Id, 7, lines), Drawn.Words));
                    Drawn.IsOfTheSchema(TeamsSayings.Notice(new Notice(lines[0]) { Lines = lines }, Drawn.Words));
                    Drawn.IsOfTheSchema(TeamsSayings.Told(title));
                },
                iter: 30
            );

    [Fact]
    public void A_thread_says_all_its_lines_however_long_they_are()
    {
        var lines = Enumerable
            .Range(0, CardThreads.MostLines)
            .Select(at => new Line($"line{at} {new string('語', 400)}"));
        var message = TeamsSayings.Thread(new ThreadSaying(Asked.Id, 7, [.. lines]), Drawn.Words);
        for (var at = 0; at < CardThreads.MostLines; at++)
            TeamsJson.Write(message.Card).ShouldContain($"line{at} ");
    }

    [Fact]
    public void Two_people_of_one_name_are_mentioned_each_by_a_text_of_their_own()
    {
        var words = new TeamsWords(TimeZoneInfo.Utc, _ => "Kim Example");
        var lines = new[]
        {
            new Line("asks you") { To = "teams:a" },
            new Line("asks you") { To = "teams:b" },
        };
        var card = TeamsSayings.Thread(new ThreadSaying(Asked.Id, 7, lines), words).Card;
        var entities = card["msteams"]!["entities"]!.AsArray();
        entities
            .Select(entity => entity!["text"]!.GetValue<string>())
            .ShouldBe(["<at>Kim Example</at>", "<at>Kim Example 2</at>"]);
        entities.Select(entity => entity!["mentioned"]!["id"]!.GetValue<string>()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void They_look_as_approved()
    {
        var open = new GroupMember(Asked.Open, "#1042-R1", "large", "teams:19:ops@thread.tacv2", HasOwnCard: false);
        var done = open with { Escalation = Asked.Approved, HasOwnCard = true };
        var group = new CardGroup(new EscalationId("grp_0000000000000001"), [open, open, done]) { OpenedAt = Asked.At };
        Looks(TeamsCards.Of(GroupFace.Of(group, Asked.At), Drawn.Words), "group");
        var lines = new[]
        {
            new Line("Answered: approve", $"teams:{Drawn.Kim}") { At = Asked.At },
            new Line("asked: is it back yet?") { At = Asked.At.AddSeconds(5), To = $"teams:{Drawn.Kim}" },
            new Line("Refunded 249.00 EUR", "slack:U0OPS", " because it broke") { At = Asked.At.AddSeconds(9) },
        };
        Looks(TeamsSayings.Thread(new ThreadSaying(Asked.Id, 7, lines), Drawn.Words), "thread");
        var notice = new Notice(new Line("returns stopped itself: 7 of 20 runs died."))
        {
            Tone = NoticeTone.Trouble,
            Lines = [new Line("What comes in is kept and waits."), new Line("Look first, then type: resume returns")],
        };
        Looks(TeamsSayings.Notice(notice, Drawn.Words), "notice");
    }

    private static void Looks(TeamsCard message, string form)
    {
        Drawn.IsInert(message);
        Approve.ThatJson(TeamsJson.Write(message.Message().Activity), form);
    }
}
