using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack.BlockKit;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Loops.Engine.EffectState;

namespace OpsBot.Tests.Bot.Channels.Slack;

public sealed partial class SlackCardsTests
{
    private static readonly DateTimeOffset Now = Asked.At.AddMinutes(30);

    private static readonly string[] Nasty =
    [
        "<!channel> <@U0LEAD> <#C0OPS> <!subteam^S1>",
        "<https://evil.example|your bank> https://evil.example/?q=1 #ops @here mailto:a@b.c",
        "*bold* _italic_ ~gone~ `code` ```block``` > quote :fire: &lt;!channel&gt; &amp;",
        "\u202Egnp.exe \u2066hidden\u2069 \u0000\u0007\u200F",
        "e" + new string('\u0301', 5_000),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 800)),
        string.Concat(Enumerable.Repeat("返品の理由", 2_000)),
        "\uD83D lonely \uDE00",
        "line\r\nline\u2028line\tline",
        new string('&', 6_000),
        new string('<', 6_000),
        " \t\n ",
        "",
    ];

    private static readonly Gen<string> Ugly = Gen.OneOf(
        Gen.Int[0, Nasty.Length - 1].Select(at => Nasty[at]),
        Gen.String,
        Gen.String.Array[1, 40].Select(string.Concat)
    );

    private static readonly Gen<CardChoice> UglyChoice = Gen.Select(
        Gen.Int[0, 1_000_000],
        Ugly,
        Ugly.List[0, 12],
        Gen.Enum<CardTone>(),
        Gen.Bool,
        (key, label, effects, tone, twice) =>
            new CardChoice($"choice-{key}", label, effects, tone, NeedsReason: false) { AsksTwice = twice }
    );

    private static readonly Gen<CardTick> UglyTick = Gen.Select(
        Ugly,
        Gen.Enum<EffectState>(),
        Ugly,
        (text, state, detail) => new CardTick(text, state, detail)
    );

    private static readonly Gen<Card> UglyCard = Gen.Select(
        Gen.Select(Ugly, Ugly, Ugly, Ugly, Ugly),
        Gen.Select(
            Ugly,
            Ugly,
            (label, value) => new Field(label, value, new Uri("https://shop.example/a?b=1&c=|"))
        ).List[0, 14],
        Gen.Select(Ugly.List[0, 12], Ugly.List[0, 12]),
        UglyChoice.List[0, 8],
        UglyTick.List[0, 20],
        (words, fields, lines, choices, ticks) =>
            new Card(Asked.Id, words.Item1, CardState.Open)
            {
                Status = words.Item2,
                Why = words.Item3,
                Quote = words.Item4,
                Reason = words.Item5,
                RunName = words.Item1,
                By = "slack:U0OPS",
                At = Now,
                AskedAt = Asked.At,
                Fields = fields,
                History = lines.Item1,
                Changed = lines.Item2,
                Choices = [.. choices.DistinctBy(choice => choice.Key)],
                Ticks = ticks,
            }
    );

    [Fact]
    public void Whatever_a_card_holds_Slack_takes_it() =>
        UglyCard.Sample(
            card =>
            {
                var message = SlackCards.Of(card);
                foreach (var blocks in new[] { message.Blocks, message.Plain!.Blocks })
                {
                    BlockCheck.Message(JsonSerializer.SerializeToElement(blocks)).ShouldBeEmpty();
                    Encoding.UTF8.GetByteCount(SlackJson.Write(blocks)).ShouldBeLessThanOrEqualTo(10_000);
                }

                message.Text.Length.ShouldBeInRange(1, 4_000);
            },
            iter: 100
        );

    [Fact]
    public void Nothing_that_others_wrote_comes_alive() =>
        UglyCard.Sample(
            card =>
            {
                var message = SlackCards.Of(card);
                OurMarks().Replace(message.Text, "").ShouldNotContain('<');
                OurMarks().Replace(message.Text, "").ShouldNotContain('>');
                foreach (var element in All(JsonSerializer.SerializeToElement(message.Blocks)))
                    BeInert(element);
            },
            iter: 100
        );

    [Fact]
    public void A_card_in_Slack_looks_as_approved()
    {
        Approve.ThatJson(Blocks(Asked.Subject(Asked.Open, Stage.Asking)), "open");
        Approve.ThatJson(
            Blocks(Asked.Subject(Asked.Approved, Stage.Acting, Outcome.None, Confirmed, Intended, Planned)),
            "acting"
        );
        Approve.ThatJson(Blocks(Asked.Subject(Asked.Denied, Stage.Closed, Outcome.Denied, Confirmed)), "denied");
    }

    [Fact]
    public void Its_text_alone_is_enough_to_decide_by() =>
        Approve.That(SlackCards.Of(CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), Now)).Text);

    [Fact]
    public void It_can_be_found_again_by_ids_alone()
    {
        var card = CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), Now) with { Version = 3 };
        SlackCards
            .Of(card)
            .Metadata!.ToJsonString()
            .ShouldBe(
                """{"event_type":"opsbot_card","event_payload":{"escalation_id":"0000ask000000001","version":3}}"""
            );
    }

    [Fact]
    public void Characters_that_people_see_as_one_are_never_cut()
    {
        SlackText.Cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 20).ShouldBe("👩‍👩‍👧‍👦…");
        SlackText.Cut("e" + new string('\u0301', 100), 20).ShouldBe("…");
        SlackText.Cut("short", 20).ShouldBe("short");
    }

    private static string Blocks(CardSubject subject) =>
        SlackJson.Write(SlackCards.Of(CardFace.Of(subject, Now)).Blocks);

    private static void BeInert(JsonElement element)
    {
        switch (element.Text("type"))
        {
            case "mrkdwn":
                element.GetProperty("verbatim").GetBoolean().ShouldBeTrue();
                OurLink().Replace(element.Text("text")!, "").ShouldNotContain('<');
                Mark().IsMatch(element.Text("text")!.Trim('*')[1..]).ShouldBeFalse();
                break;
            case "user":
                element.Text("user_id").ShouldBe("U0OPS");
                break;
            case "link" or "channel" or "usergroup" or "broadcast" or "emoji":
                Assert.Fail($"a live {element}");
                break;
            default:
                break;
        }
    }

    private static IEnumerable<JsonElement> All(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => All(member.Value)).Prepend(element),
            _ => [],
        };

    [GeneratedRegex(
        @"<@U0OPS>|<!date\^[0-9]+\^\{date_short_pretty\} \{time\}\|[0-9: UTC-]+>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OurMarks();

    [GeneratedRegex(
        @"<https://shop\.example/[^<>|]*\|[^<>]*>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OurLink();

    /// <summary>A mark of formatting that nothing breaks; the label's own stars and the link's colon are ours.</summary>
    [GeneratedRegex("[_~`](?!\u200B)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
