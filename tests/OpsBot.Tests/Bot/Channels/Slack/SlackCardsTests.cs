using CsCheck;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Loops.Engine.EffectState;

namespace OpsBot.Tests.Bot.Channels.Slack;

public sealed class SlackCardsTests
{
    private static readonly DateTimeOffset Now = Asked.At.AddMinutes(30);

    private static readonly Gen<CardChoice> UglyChoice = Gen.Select(
        Gen.Int[0, 1_000_000],
        Ugly.Words,
        Ugly.Words.List[0, 12],
        Gen.Enum<CardTone>(),
        Gen.Bool,
        (key, label, effects, tone, twice) =>
            new CardChoice($"choice-{key}", label, effects, tone, NeedsReason: false) { AsksTwice = twice }
    );

    private static readonly Gen<CardTick> UglyTick = Gen.Select(
        Ugly.Words,
        Gen.Enum<EffectState>(),
        Ugly.Words,
        (text, state, detail) => new CardTick(text, state, detail)
    );

    private static readonly Gen<CardList> UglyList = Gen.Select(
        Ugly.Words,
        Ugly.Words.List[0, 200],
        (heading, lines) => new CardList(heading, lines)
    );

    private static readonly Gen<CardAction> UglyAction = Gen.Select(
        Gen.Int[0, 1_000_000],
        Ugly.Words,
        Ugly.Words,
        (key, label, says) => new CardAction($"action-{key}", label, says)
    );

    private static readonly Gen<Card> UglyCard = Gen.Select(
        Gen.Select(Ugly.Words, Ugly.Words, Ugly.Words, Ugly.Words, Ugly.Words),
        Gen.Select(
            Ugly.Words,
            Ugly.Words,
            (label, value) => new Field(label, value, new Uri("https://shop.example/a?b=1&c=|"))
        ).List[0, 14],
        Gen.Select(Ugly.Words.List[0, 12], Ugly.Words.List[0, 12], UglyList.List[0, 3], UglyAction.List[0, 3]),
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
                Lists = lines.Item3,
                Actions = [.. lines.Item4.DistinctBy(action => action.Key)],
                Choices = [.. choices.DistinctBy(choice => choice.Key)],
                Ticks = ticks,
            }
    );

    [Fact]
    public void Whatever_a_card_holds_Slack_takes_it_and_nothing_comes_alive() =>
        UglyCard.Sample(card => Inert.Check(SlackCards.Of(card)), iter: 300);

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
        ChatText.Cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 20).ShouldBe("👩‍👩‍👧‍👦…");
        ChatText.Cut("e" + new string('\u0301', 100), 20).ShouldBe("…");
        ChatText.Cut("short", 20).ShouldBe("short");
    }

    private static string Blocks(CardSubject subject) =>
        SlackJson.Write(SlackCards.Of(CardFace.Of(subject, Now)).Blocks);
}
