using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Loops.Engine.EffectState;

namespace OpsBot.Tests.Sandbox.Web;

/// <summary>Every kind of card in a real browser; takes the pictures in <c>docs/images</c> (<c>./x picture</c> puts them there).</summary>
public sealed class CardPictureTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly DateTimeOffset Now = Asked.At.AddMinutes(30);

    private static readonly Escalation Trouble = Asked.Open with
    {
        Kind = EscalationKind.Trouble,
        Question = new Question("Stuck: Return #1042-R1 · 249.00 EUR", "Refunding failed 6 times: shopify answered 500")
        {
            Fields = [new Field("Step", "Refund 249.00 EUR"), new Field("Done so far", "Approve the return #1042-R1")],
            Choices =
            [
                new Choice("retry", "Retry", Verdict.Approved, new Plan([])),
                new Choice("skip", "Skip this step", Verdict.Approved, new Plan([])) { NeedsReason = true },
                new Choice("hand-over", "Hand over", Verdict.Denied, new Plan([])),
            ],
            MayAnswer = ["returns"],
            Deadline = Asked.At.AddHours(4),
        },
    };

    internal static readonly Dictionary<string, Card> Cards = new(StringComparer.Ordinal)
    {
        ["open"] = Draw(Asked.Open, Stage.Asking),
        ["overdue"] = CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), Asked.At.AddHours(5)),
        ["acting"] = Draw(Asked.Approved, Stage.Acting, Outcome.None, Confirmed, Intended, Planned),
        ["done"] = Draw(Asked.Approved, Stage.Closed, Outcome.Approved, Confirmed, Confirmed, Confirmed),
        ["denied"] = Draw(Asked.Denied, Stage.Closed, Outcome.Denied, Confirmed),
        ["expired"] = Draw(Fallen(Verdict.Expired), Stage.Closed),
        ["withdrawn"] = Draw(Fallen(Verdict.Withdrawn), Stage.Closed),
        ["superseded"] = Draw(Fallen(Verdict.Superseded), Stage.Asking),
        ["trouble"] = Draw(Trouble, Stage.Dead),
        ["group"] = GroupFace.Of(
            new CardGroup(
                CardGroup.NewId(Asked.At),
                [
                    .. Enumerable.Range(0, 31).Select(_ => Member(Asked.Open)),
                    .. Enumerable.Range(0, 5).Select(_ => Member(Asked.Approved)),
                    Member(Asked.Denied),
                ]
            )
            {
                OpenedAt = Asked.At,
            },
            Now
        ),
    };

    internal static readonly Dictionary<string, Notice> Notices = new(StringComparer.Ordinal)
    {
        ["paused"] = new Notice(new Line("returns paused", "slack:U0LEAD", " for 2 h: stocktaking"))
        {
            Tone = NoticeTone.Held,
        },
        ["digest"] = new Notice(new Line("Digest of returns: the last 24 hours"))
        {
            Lines =
            [
                new Line("204 caught, 143 cleared by rule (70 %), 58 decided by people"),
                new Line("now 3 wait for an answer (1 overdue), 21 for something else, 0 stuck"),
                new Line("the oldest open case began") { At = Asked.At.AddDays(-9) },
            ],
        },
        ["outage"] = new Notice(new Line("shopify is down since 09:00: it answered 503."))
        {
            Tone = NoticeTone.Trouble,
            Lines = [new Line("What needs it waits and goes on by itself once it answers; nothing is lost.")],
        },
        ["tripped"] = new Notice(
            new Line("returns stopped itself: 7 of 20 runs died within an hour; the limit is 30 %.")
        )
        {
            Tone = NoticeTone.Trouble,
            Lines = [new Line("What comes in is kept and waits."), new Line("Look first, then type: resume returns")],
        },
    };

    [Fact]
    public async Task Every_kind_of_card_can_be_seen()
    {
        var channel = sandbox.BotService<IEnumerable<IChannel>>().Single();
        var handles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, card) in Cards)
            handles[name] = await channel.PostAsync(SandboxFixture.Channel, card, SandboxFixture.Soon);
        var saying = new ThreadSaying(
            Asked.Id,
            7,
            [
                new Line("Answered: approve", "slack:U0OPS") { At = Asked.At.AddMinutes(10) },
                new Line("Refunded 249.00 EUR") { At = Asked.At.AddMinutes(11) },
            ]
        );
        await channel.SayInThreadAsync(handles["done"], saying, SandboxFixture.Soon);
        foreach (var notice in Notices.Values)
            await channel.NoticeAsync(SandboxFixture.Channel, notice, SandboxFixture.Soon);
        var messages = sandbox.Slack.Messages(SandboxFixture.Channel);
        using var browser = Browser.Open(sandbox.Page);
        foreach (var (name, handle) in handles)
            browser.Picture(Entry(handle), Picture(name));
        browser.Picture($"{Entry(handles["done"])} .thread", Picture("thread"));
        foreach (var (name, said) in Notices.Keys.Zip(messages.TakeLast(Notices.Count)))
            browser.Picture(Entry($"{said.Channel}:{said.Ts}"), Picture(name));
        browser.Complaints.ShouldBeEmpty();
    }

    private static Card Draw(
        Escalation asked,
        Stage stage,
        Outcome outcome = Outcome.None,
        params EffectState[] states
    ) => CardFace.Of(Asked.Subject(asked, stage, outcome, states), Now);

    private static Escalation Fallen(Verdict verdict) =>
        Asked.Open with
        {
            Verdict = verdict,
            SettledAt = Asked.At.AddMinutes(20),
        };

    private static GroupMember Member(Escalation asked) =>
        new(asked, "#1042-R1", "above-the-limit", "slack:C0OPS", HasOwnCard: false);

    private static string Entry(string handle) => $".entry[data-ts='{handle.Split(':')[1]}']";

    private static string Picture(string name) => Repo.PathTo("artifacts", "pictures", $"card-{name}.png");
}
