using CsCheck;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Loops.Engine.EffectState;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

public sealed class TeamsCardsTests
{
    private static readonly DateTimeOffset Now = Asked.At.AddMinutes(30);

    private static readonly Escalation OnIt = Asked.Open with
    {
        Claim = new Claim($"teams:{Drawn.Kim}", Asked.At, Asked.At.AddMinutes(30)),
        Inquiries =
        [
            new Inquiry(new InquiryId("inq_1"), Asked.Id, "Is it back yet?", $"teams:{Drawn.Kim}", Asked.At),
            new Inquiry(new InquiryId("inq_2"), Asked.Id, "Which size?", "slack:U0OPS", Asked.At)
            {
                Answer = "Medium",
                AnsweredBy = $"teams:{Drawn.Kim}",
                AnsweredAt = Asked.At,
            },
        ],
        Question = Asked.Question with
        {
            Choices =
            [
                .. Asked.Question.Choices.Select(choice =>
                    choice.Key == "approve" ? choice with { Amount = new AmountRange(0.01m, 249.00m, "EUR") } : choice
                ),
            ],
        },
    };

    [Fact]
    public void Whatever_a_card_holds_it_is_not_too_large_and_nothing_comes_alive() =>
        UglyCards.Card.Sample(
            card =>
            {
                Drawn.IsInert(TeamsCards.Of(card, Drawn.Words));
                Drawn.IsInert(TeamsCards.Of(card, Drawn.Words, card.Why));
                Drawn.IsInert(TeamsCards.Of(TeamsCards.WithoutButtons(card), Drawn.Words, card.Status));
            },
            iter: 200
        );

    [Fact]
    public void Whatever_a_card_holds_it_is_one_of_the_published_schema() =>
        UglyCards.Card.Sample(card => Drawn.IsOfTheSchema(TeamsCards.Of(card, Drawn.Words)), iter: 40);

    [Fact]
    public void The_schema_refuses_what_is_spelled_wrong()
    {
        var message = TeamsCards.Of(CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), Now), Drawn.Words);
        message.Card["body"]![0]!["inlinez"] = "x";
        Should.Throw<ShouldAssertException>(() => Drawn.IsOfTheSchema(message));
    }

    [Fact]
    public void A_card_in_Teams_looks_as_approved()
    {
        Looks(Asked.Subject(Asked.Open, Stage.Asking), "open");
        Looks(Asked.Subject(OnIt, Stage.Asking), "on-it");
        Looks(Asked.Subject(Asked.Approved, Stage.Acting, Outcome.None, Confirmed, Intended, Planned), "acting");
        Looks(Asked.Subject(Asked.Denied, Stage.Closed, Outcome.Denied, Confirmed), "denied");
        Looks(Asked.Subject(Asked.Approved, Stage.Dead, Outcome.None, Confirmed, Refused), "stuck");
        Looks(
            Asked.Subject(Asked.Open with { Verdict = Verdict.Withdrawn, SettledAt = Now }, Stage.Closed),
            "withdrawn"
        );
        Looks(Asked.Subject(Asked.Open with { Verdict = Verdict.Expired, SettledAt = Now }, Stage.Closed), "expired");
    }

    [Fact]
    public void What_one_person_is_told_stands_above_everything()
    {
        var card = CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), Now);
        var first = TeamsCards.Of(card, Drawn.Words, "Only the returns role can decide this.").Card["body"]![0]!;
        TeamsJson.Write(first).ShouldContain("For you: ");
        TeamsJson.Write(first).ShouldContain("Only the returns role can decide this.");
    }

    [Fact]
    public void Only_a_card_that_asks_is_looked_at_anew()
    {
        CardOf(Asked.Subject(Asked.Open, Stage.Asking))["refresh"].ShouldNotBeNull();
        CardOf(Asked.Subject(Asked.Denied, Stage.Closed, Outcome.Denied, Confirmed))["refresh"].ShouldBeNull();
    }

    [Fact]
    public void Every_form_of_a_card_says_in_words_what_its_colour_says()
    {
        var overdue = CardFace.Of(Asked.Subject(Asked.Open, Stage.Asking), Asked.At.AddHours(5));
        TeamsJson.Write(TeamsCards.Of(overdue, Drawn.Words).Card).ShouldContain("Overdue");
        TeamsCards.Of(overdue, Drawn.Words).Summary.ShouldContain("Overdue");
    }

    [Fact]
    public void A_moment_says_whose_time_it_is()
    {
        Drawn.Words.Moment(Asked.At).ShouldBe("2026-03-01 10:00 Europe/Berlin");
        new TeamsWords(TimeZoneInfo.Utc, _ => null).Moment(Asked.At).ShouldBe("2026-03-01 09:00 UTC");
    }

    private static void Looks(CardSubject subject, string form)
    {
        var message = TeamsCards.Of(CardFace.Of(subject, Now), Drawn.Words);
        Drawn.IsInert(message);
        Approve.ThatJson(TeamsJson.Write(message.Card), form);
    }

    private static System.Text.Json.Nodes.JsonObject CardOf(CardSubject subject) =>
        TeamsCards.Of(CardFace.Of(subject, Now), Drawn.Words).Card;
}
