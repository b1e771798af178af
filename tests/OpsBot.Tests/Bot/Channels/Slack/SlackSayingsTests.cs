using CsCheck;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>Everything the bot says that is not the card of one question: threads, groups, notices, answers.</summary>
public sealed class SlackSayingsTests
{
    private static readonly Gen<Line> UglyLine = Gen.Select(
        Ugly.Words,
        Gen.Bool,
        Ugly.Words,
        Gen.Bool,
        (text, by, rest, at) =>
            new Line(text, by ? "slack:U0OPS" : null, rest) { At = at ? Asked.At.AddMinutes(text.Length) : null }
    );

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
                "slack:C0OPS",
                amount % 7 == 0
            )
    );

    [Fact]
    public void Whatever_a_thread_is_to_say_Slack_takes_it_and_nothing_comes_alive() =>
        UglyLine
            .List[1, CardThreads.MostLines]
            .Sample(lines => Inert.Check(SlackThreads.Of(new ThreadSaying(Asked.Id, 7, lines))), iter: 1_000);

    [Fact]
    public void Whatever_a_group_holds_Slack_takes_it_and_nothing_comes_alive() =>
        UglyMember
            .List[1, CardGroup.MostMembers]
            .Sample(
                members =>
                {
                    var group = new CardGroup(CardGroup.NewId(Asked.At), members) { OpenedAt = Asked.At };
                    Inert.Check(SlackCards.Of(GroupFace.Of(group, Asked.At)));
                },
                iter: 200
            );

    [Fact]
    public void Whatever_a_notice_says_Slack_takes_it_and_nothing_comes_alive() =>
        Gen.Select(UglyLine, UglyLine.List[0, 12], Gen.Enum<NoticeTone>())
            .Sample(
                (title, lines, tone) =>
                    Inert.Check(SlackSayings.Notice(new Notice(title) { Lines = lines, Tone = tone })),
                iter: 1_000
            );

    [Fact]
    public void Whatever_an_answer_says_Slack_takes_it_and_nothing_comes_alive() =>
        Gen.Select(Ugly.Words, UglyLine.List[0, 60])
            .Sample((title, lines) => Inert.Check(SlackSayings.Reply(new CommandReply(title, lines))), iter: 300);

    [Fact]
    public void A_thread_says_all_its_lines_however_long_they_are()
    {
        var lines = Enumerable
            .Range(0, CardThreads.MostLines)
            .Select(at => new Line($"line{at} {new string('語', 400)}"));
        var message = SlackThreads.Of(new ThreadSaying(Asked.Id, 7, [.. lines]));
        for (var at = 0; at < CardThreads.MostLines; at++)
        {
            SlackJson.Write(message.Blocks).ShouldContain($"line{at} ");
            message.Text.ShouldContain($"line{at} ");
        }
    }

    [Fact]
    public void They_look_as_approved()
    {
        var open = new GroupMember(Asked.Open, "#1042-R1", "large", "slack:C0OPS", HasOwnCard: false);
        var done = open with { Escalation = Asked.Approved, HasOwnCard = true };
        var group = new CardGroup(new EscalationId("grp_0000000000000001"), [open, open, done]) { OpenedAt = Asked.At };
        Approve.ThatJson(SlackJson.Write(SlackCards.Of(GroupFace.Of(group, Asked.At)).Blocks), "group");
        var lines = new[]
        {
            new Line("Answered: approve", "slack:U0OPS") { At = Asked.At },
            new Line("Refunded 249.00 EUR") { At = Asked.At.AddSeconds(5) },
        };
        Approve.ThatJson(SlackJson.Write(SlackThreads.Of(new ThreadSaying(Asked.Id, 7, lines)).Blocks), "thread");
        var notice = new Notice(new Line("returns stopped itself: 7 of 20 runs died."))
        {
            Tone = NoticeTone.Trouble,
            Lines = [new Line("What comes in is kept and waits."), new Line("Look first, then type: resume returns")],
        };
        Approve.ThatJson(SlackJson.Write(SlackSayings.Notice(notice).Blocks), "notice");
    }
}
