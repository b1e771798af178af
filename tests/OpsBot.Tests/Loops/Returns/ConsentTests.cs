using OpsBot.Loops.Engine;
using OpsBot.Loops.Returns;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Loops.Returns;

/// <summary>What people chose holds when a run is decided anew.</summary>
public sealed class ConsentTests
{
    private static readonly RunId Run = new("run_1");
    private static readonly DateTimeOffset Approved = ReturnBuilder.Now.AddDays(-3);

    [Theory]
    [InlineData(Verdict.Approved, "approve")]
    [InlineData(Verdict.Denied, "deny")]
    public void What_people_chose_on_receipt_is_not_overruled_when_the_facts_change(Verdict verdict, string choice)
    {
        var answered = Asked(Approved.AddDays(2)) with
        {
            Verdict = verdict,
            Choice = choice,
            By = "test:anna",
            Amount = 80m,
        };
        var decision = Decided(Gather.ConsentOf(Memory(Approves(249m), answered)));

        decision.Rule.ShouldBe("asked-before");
        var asked = decision.ShouldBeOfType<Decision.Ask>();
        asked.Question.Choices.Select(it => it.Verdict).ShouldBe([Verdict.Approved, Verdict.Denied]);
    }

    [Fact]
    public void The_answer_that_approved_it_waiting_on_and_what_nobody_answered_leave_the_rule_to_decide()
    {
        var first = Asked(Approved.AddHours(-1)) with { Choice = "approve", By = "test:anna" };
        var waits = Asked(Approved.AddDays(1)) with { Choice = Choices.Wait, By = "test:anna" };
        var withdrawn = Asked(Approved.AddDays(2)) with { Verdict = Verdict.Withdrawn };
        var trouble = Asked(Approved.AddDays(2)) with
        {
            Kind = EscalationKind.Trouble,
            Choice = TroubleChoice.StartOver,
            By = "test:anna",
        };
        Decided(Gather.ConsentOf(Memory(Approves(249m), first, waits, withdrawn, trouble)))
            .ShouldBeOfType<Decision.Clear>()
            .Rule.ShouldBe("goods-are-back");
    }

    [Fact]
    public void A_lowered_refund_on_approval_is_still_lowered_when_the_run_starts_over()
    {
        var all = new Money(249m, "EUR");
        var refund = new RefundReturn("gid://shopify/Return/1", "gid://shopify/Order/1", all, new Money(270m, "USD"));
        var lowered = refund.WithAmount(new Money(120m, "EUR")).WithAmount(new Money(80m, "EUR"));
        var memory = Memory(new ApproveReturn("gid://shopify/Return/1", "#1042-R1"));
        var journal = memory.Journal.Append(
            new JournalEntry(new EffectKey(Run, 1), lowered, EffectState.Refused, Approved)
        );
        var consent = Gather.ConsentOf(memory with { Journal = [.. journal] }).ShouldNotBeNull();

        (consent.Amount, consent.InsteadOf).ShouldBe((80m, 249m));
        var clear = Decided(consent).ShouldBeOfType<Decision.Clear>();
        clear.Plan.Effects.OfType<ReceiveReturn>().Single().RefundShop.ShouldBe(new Money(80m, "EUR"));
    }

    private static Decision Decided(Consent? consent) =>
        Decide.On(
            new ReturnBuilder
            {
                Value = 249m,
                Status = ReturnStatus.Open,
                Parcel = new Parcel("1", ParcelStatus.Completed),
                Consent = consent,
            }.Build(),
            DefaultPolicy.Shipped
        );

    private static ApproveReturn Approves(decimal later) =>
        new("gid://shopify/Return/1", "#1042-R1") { RefundLater = new Money(later, "EUR") };

    private static RunMemory Memory(ApproveReturn approve, params Escalation[] asked) =>
        new([new JournalEntry(new EffectKey(Run, 0), approve, EffectState.Confirmed, Approved)], asked);

    private static Escalation Asked(DateTimeOffset settled) =>
        new()
        {
            Id = new EscalationId("esc_1"),
            Run = Run,
            Loop = Policy.LoopName,
            Kind = EscalationKind.Decision,
            Question = new Question("Return #1042-R1", "The goods are back."),
            OpenedAt = settled.AddHours(-1),
            SettledAt = settled,
        };
}
