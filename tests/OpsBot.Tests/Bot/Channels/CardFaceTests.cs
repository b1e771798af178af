using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;
using static OpsBot.Loops.Engine.EffectState;

namespace OpsBot.Tests.Bot.Channels;

public sealed class CardFaceTests
{
    private static readonly DateTimeOffset Now = Asked.At.AddMinutes(30);

    [Fact]
    public void A_card_shows_who_is_on_it_and_what_was_asked_while_it_is_open()
    {
        var claim = new Claim("slack:U0LEAD", Asked.At, Asked.At.AddMinutes(30));
        var answered = new Inquiry(new InquiryId("inq_1"), Asked.Id, "Worn?", "slack:U0OPS", Asked.At)
        {
            Answer = "No",
            AnsweredBy = "slack:U0LEAD",
            AnsweredAt = Asked.At.AddMinutes(1),
        };
        var open = answered with { Id = new InquiryId("inq_2"), Answer = null, AnsweredBy = null, AnsweredAt = null };
        var handled = Asked.Open with { Claim = claim, Inquiries = [answered, open] };
        var card = CardFace.Of(Asked.Subject(handled, Stage.Asking), Asked.At);
        card.By.ShouldBe("slack:U0LEAD");
        card.Status.ShouldStartWith("is on it. Waits for an answer");
        (card.Claim, card.Inquiries).ShouldBe((claim, handled.Inquiries));

        var settled = Asked.Approved with { Claim = claim, Inquiries = handled.Inquiries };
        var decided = CardFace.Of(Asked.Subject(settled, Stage.Answered), Asked.At);
        decided.By.ShouldBe("slack:U0OPS");
        decided.Claim.ShouldBeNull();
        decided.Inquiries.ShouldBe([answered]);
    }

    [Fact]
    public void A_card_that_was_decided_over_less_says_so_and_shows_what_is_done()
    {
        var choice = Asked.Question.Choices[0] with { Amount = new AmountRange(0.01m, 249m, "EUR") };
        var less = Asked.Approved with { Question = Asked.Question with { Choices = [choice] }, Amount = 80m };
        var card = CardFace.Of(Asked.Subject(less, Stage.Answered), Asked.At);
        card.Status.ShouldStartWith("approved 80.00 EUR instead of 249.00 EUR.");
        card.Ticks.Select(tick => tick.Text).ShouldContain("Refund 80.00 EUR to the original payment");
        card.Ticks.ShouldAllBe(tick => !tick.Text.Contains("249", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_state_of_a_question_about_a_decision_reads_well()
    {
        Say("open", Asked.Subject(Asked.Open, Stage.Asking));
        Say("overdue", Asked.Subject(Asked.Open, Stage.Asking), Asked.At.AddHours(4));
        Say("taken up", Asked.Subject(Asked.Approved, Stage.Answered));
        Say("acting", Asked.Subject(Asked.Approved, Stage.Acting, Outcome.None, Confirmed, Intended, Planned));
        Say("stuck", Stuck());
        Say("finished", Asked.Subject(Asked.Approved, Stage.Closed, Outcome.Approved, Confirmed, Confirmed, Confirmed));
        Say("denied", Asked.Subject(Asked.Denied, Stage.Closed, Outcome.Denied, Confirmed));
        Say("withdrawn", Asked.Subject(Fell(Verdict.Withdrawn), Stage.Closed, Outcome.Withdrawn));
        Say("superseded", Asked.Subject(Fell(Verdict.Superseded), Stage.Asking));
        Approve.That(string.Join('\n', said));
    }

    [Fact]
    public void Every_state_of_a_question_about_trouble_reads_well()
    {
        Say("open", Asked.Subject(Trouble(null), Stage.Dead));
        Say("retried", Asked.Subject(Trouble("retry"), Stage.Acting));
        Say("handed over", Asked.Subject(Trouble("hand-over"), Stage.Closed, Outcome.Dead));
        Approve.That(string.Join('\n', said));
    }

    [Fact]
    public void A_run_that_waits_after_its_plan_says_what_for()
    {
        var card = CardFace.Of(
            Asked.Subject(Asked.Approved, Stage.Waiting, Outcome.None, Confirmed, Confirmed, Confirmed),
            Now
        );
        card.State.ShouldBe(CardState.Acting);
        card.Status.ShouldBe("approved it: Refund 249.00 EUR. The run goes on: the parcel is not back yet. Decided");
    }

    [Fact]
    public void An_answer_that_came_after_the_facts_had_changed_did_nothing_and_says_so()
    {
        var card = CardFace.Of(
            Asked.Subject(Asked.Approved with { Verdict = Verdict.Superseded }, Stage.Asking, Outcome.None, Confirmed),
            Now
        );
        card.State.ShouldBe(CardState.Withdrawn);
        card.Ticks.ShouldBeEmpty();
        card.Status.ShouldContain("nothing was done");
    }

    [Fact]
    public void What_an_earlier_plan_did_is_not_shown_as_done_by_this_decision()
    {
        var subject = Asked.Subject(Asked.Denied, Stage.Acting);
        var earlier = new JournalEntry(new EffectKey(Asked.Run, 0), Asked.Refund[0], Confirmed, Asked.At);
        var own = new JournalEntry(
            new EffectKey(Asked.Run, 1),
            Asked.Denied.Taken!.Plan.Effects[0],
            Intended,
            Asked.At.AddMinutes(11)
        );
        CardFace
            .Of(subject with { Journal = [earlier, own] }, Now)
            .Ticks.ShouldBe([new CardTick("Decline return #1042-R1", Intended, null)]);
    }

    [Fact]
    public void What_was_left_of_a_plan_that_was_given_up_does_not_show_as_still_to_come()
    {
        var subject = Asked.Subject(Asked.Approved, Stage.Asking, Outcome.None, Refused, Planned, Planned);
        var card = CardFace.Of(
            subject with
            {
                Run = subject.Run with { StepsBefore = 3, Escalation = new EscalationId("newer") },
            },
            Now
        );
        card.Ticks.ShouldBe([new CardTick("Approve return #1042-R1", Refused, "already refunded")]);
        card.State.ShouldBe(CardState.Finished);
    }

    [Fact]
    public void One_click_is_not_enough_where_money_is_at_stake_or_nothing_else_is_asked_before_refusing()
    {
        CardFace
            .Of(Asked.Subject(Asked.Open, Stage.Asking), Now)
            .Choices.Select(choice => choice.AsksTwice)
            .ShouldBe([true, false]);
        CardFace
            .Of(Asked.Subject(Trouble(null), Stage.Dead), Now)
            .Choices.Select(choice => choice.AsksTwice)
            .ShouldBe([false, false, true]);
    }

    private readonly List<string> said = [];

    private void Say(string name, CardSubject subject, DateTimeOffset? now = null)
    {
        var card = CardFace.Of(subject, now ?? Now);
        List<string> lines =
        [
            $"--- {name}: {card.State}",
            card.Title,
            $"{card.By} {card.Status} {card.At:u}".Trim(),
            $"why: {card.Why}",
            .. card.Fields.Select(field => $"{field.Label}: {field.Value}"),
            $"> {card.Quote}",
            .. card.History.Select(line => $"history: {line}"),
            .. card.Choices.Select(choice => $"[{choice.Label}] {choice.Tone}: {string.Join("; ", choice.Effects)}"),
            .. card.Ticks.Select(CardTickWords.Of),
            $"reason: {card.Reason}",
        ];
        said.AddRange(lines.Where(line => line is not "> " and not "reason: "));
    }

    private static CardSubject Stuck()
    {
        var subject = Asked.Subject(Asked.Approved, Stage.Dead, Outcome.None, Confirmed, Uncertain, Planned);
        return subject with { Run = subject.Run with { Trouble = "shop: answered 401" } };
    }

    private static Escalation Fell(Verdict verdict) =>
        Asked.Open with
        {
            SettledAt = Asked.At.AddMinutes(20),
            Verdict = verdict,
        };

    private static Escalation Trouble(string? answer)
    {
        var asked = Asked.Open with
        {
            Kind = EscalationKind.Trouble,
            Question = new Question("Stuck: #1042-R1", "shop: answered 401")
            {
                Fields = [new Field("Stopped at", "Refund 249.00 EUR to the original payment")],
                Choices =
                [
                    new Choice(TroubleChoice.Retry, "Retry", Verdict.Approved, Plan.Nothing),
                    new Choice(TroubleChoice.Skip, "Skip this step", Verdict.Approved, Plan.Nothing)
                    {
                        NeedsReason = true,
                    },
                    new Choice(TroubleChoice.HandOver, "Hand over: I finish it by hand", Verdict.Denied, Plan.Nothing),
                ],
                Amount = new Money(249m, "EUR"),
                MayAnswer = ["returns"],
                Deadline = Asked.At.AddHours(4),
            },
        };
        return answer is null
            ? asked
            : asked with
            {
                Choice = answer,
                By = "slack:U0OPS",
                SettledAt = Asked.At.AddMinutes(10),
                Verdict = Verdict.Approved,
            };
    }
}
