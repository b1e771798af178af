using OpsBot.Loops.Engine;
using OpsBot.Loops.Returns;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Returns;

public sealed class DecideTests
{
    [Fact]
    public void A_small_return_in_time_for_a_good_reason_clears() =>
        Decided(new ReturnBuilder()).ShouldBeOfType<Decision.Clear>().Rule.ShouldBe("small-and-clear");

    public static TheoryData<string, string> Asked() =>
        new()
        {
            { "open-dispute", nameof(ReturnBuilder.Dispute) },
            { "unknown-customer", nameof(ReturnBuilder.Guest) },
            { "other-currency", nameof(ReturnBuilder.Currency) },
            { "high-risk", nameof(ReturnBuilder.Risk) },
            { "final-sale", nameof(ReturnBuilder.Tags) },
            { "too-late", nameof(ReturnBuilder.DaysAgo) },
            { "no-date", "unknown day" },
            { "returns-a-lot", nameof(ReturnBuilder.OrdersWithReturns) },
            { "too-much", nameof(ReturnBuilder.Value) },
            { "anything-else", nameof(ReturnBuilder.Reason) },
            { "order-cancelled", nameof(ReturnBuilder.Cancelled) },
            { "unverified-line", nameof(ReturnBuilder.Verified) },
            { "exchange", nameof(ReturnBuilder.Exchange) },
            { "customer-owes", "invoice" },
            { "no-refund", "nothing" },
            { "more-than-paid", nameof(ReturnBuilder.RefundedBefore) },
            { "daily-cap-customer", nameof(ReturnBuilder.CustomerToday) },
            { "daily-cap-shop", nameof(ReturnBuilder.ShopToday) },
            { "asked-before", nameof(ReturnBuilder.PeopleAnswered) },
        };

    [Theory]
    [MemberData(nameof(Asked))]
    public void One_thing_out_of_the_ordinary_is_asked_under_its_own_rule(string rule, string what)
    {
        var facts = what switch
        {
            nameof(ReturnBuilder.Dispute) => new ReturnBuilder { Dispute = true },
            nameof(ReturnBuilder.Guest) => new ReturnBuilder { Guest = true },
            nameof(ReturnBuilder.Currency) => new ReturnBuilder { Currency = "SEK" },
            nameof(ReturnBuilder.Risk) => new ReturnBuilder { Risk = RiskLevel.High },
            nameof(ReturnBuilder.Tags) => new ReturnBuilder { Tags = ["Final Sale"] },
            nameof(ReturnBuilder.DaysAgo) => new ReturnBuilder { DaysAgo = 31 },
            "unknown day" => new ReturnBuilder { DaysAgo = null },
            nameof(ReturnBuilder.OrdersWithReturns) => new ReturnBuilder { OrdersWithReturns = 4 },
            nameof(ReturnBuilder.Value) => new ReturnBuilder { Value = 75.01m },
            nameof(ReturnBuilder.Reason) => new ReturnBuilder { Reason = "other" },
            nameof(ReturnBuilder.Cancelled) => new ReturnBuilder { Cancelled = true },
            nameof(ReturnBuilder.Verified) => new ReturnBuilder { Verified = false },
            nameof(ReturnBuilder.Exchange) => new ReturnBuilder { Exchange = true },
            "invoice" => new ReturnBuilder { Settlement = new Settlement.Invoice(new Money(5, "EUR")) },
            "nothing" => new ReturnBuilder { Settlement = new Settlement.Nothing() },
            nameof(ReturnBuilder.RefundedBefore) => new ReturnBuilder { RefundedBefore = 480m },
            nameof(ReturnBuilder.CustomerToday) => new ReturnBuilder { CustomerToday = new Tally(1, 130m) },
            nameof(ReturnBuilder.ShopToday) => new ReturnBuilder { ShopToday = new Tally(200, 100m) },
            nameof(ReturnBuilder.PeopleAnswered) => new ReturnBuilder { PeopleAnswered = true },
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "no such case"),
        };
        var asked = Decided(facts).ShouldBeOfType<Decision.Ask>();

        asked.Rule.ShouldBe(rule);
        asked.Because.ShouldEndWith(".");
        asked.Question.Choices.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(ReturnStatus.Closed, "already-closed")]
    [InlineData(ReturnStatus.Declined, "already-declined")]
    [InlineData(ReturnStatus.Cancelled, "taken-back")]
    [InlineData(ReturnStatus.Open, "approved-by-hand")]
    public void What_somebody_else_settled_is_dropped(ReturnStatus status, string rule) =>
        Decided(new ReturnBuilder { Status = status }).ShouldBeOfType<Decision.Drop>().Rule.ShouldBe(rule);

    [Fact]
    public void The_card_says_how_far_from_the_line_it_is() =>
        Decided(new ReturnBuilder { Value = 249m })
            .ShouldBeOfType<Decision.Ask>()
            .Question.Why.ShouldBe(
                "It is more than the shop refunds without a person looking. Rule small-and-clear would have cleared it, "
                    + "but the refund is 249.00 EUR, 174.00 over the limit of 75."
            );

    [Fact]
    public void The_button_says_what_it_does()
    {
        var atOnce = (Decision.Ask)Decide.On(new ReturnBuilder { Value = 249m }.Build(), DefaultPolicy.RefundingAtOnce);
        var onReceipt = (Decision.Ask)Decided(new ReturnBuilder { Value = 249m });

        atOnce.Question.Choices[0].Label.ShouldBe("Refund 249.00 EUR");
        onReceipt.Question.Choices[0].Label.ShouldBe("Approve, refund 249.00 EUR on receipt");
    }

    [Fact]
    public void A_plan_reads_as_what_will_happen()
    {
        var clear = (Decision.Clear)Decide.On(new ReturnBuilder().Build(), DefaultPolicy.RefundingAtOnce);
        var asked = (Decision.Ask)Decided(new ReturnBuilder { Value = 249m, Note = "It *broke* <!channel>" });

        Approve.That(
            $"""
            clear, refund at once:
            {Lines(clear.Plan)}

            asked, {asked.Question.Choices[0].Label}:
            {Lines(asked.Question.Choices[0].Plan)}

            asked, {asked.Question.Choices[1].Label}:
            {Lines(asked.Question.Choices[1].Plan)}
            """
        );
    }

    [Fact]
    public void Who_gets_a_label_is_told_where_it_lies()
    {
        var label = new Uri("https://shop.example/label.pdf");
        var policy = DefaultPolicy.Shipped with { Limits = new Limits { LabelUrl = label } };
        var plan = ((Decision.Clear)Decide.On(new ReturnBuilder().Build(), policy)).Plan;

        plan.Effects.OfType<AttachReturnLabel>().Single().Label.ShouldBe(label);
        plan.Effects.OfType<ReplyToCustomer>()
            .Single()
            .Body.ShouldContain("Your return label: https://shop.example/label.pdf");
    }

    [Fact]
    public void The_rules_explain_themselves() => Approve.That(string.Join('\n', DefaultPolicy.Shipped.Explain()));

    [Fact]
    public void An_approved_return_waits_for_its_parcel_and_then_asks()
    {
        var approved = new Consent(ReturnBuilder.Now.AddDays(-20), 34m, MoneyGiven: false, WaitSince: null);
        var waiting = new ReturnBuilder
        {
            Status = ReturnStatus.Open,
            Consent = approved,
            Parcel = new Parcel("1", ParcelStatus.Awaited),
        };
        Decided(waiting).ShouldBeOfType<Decision.Wait>().Until.ShouldBe(ReturnBuilder.Now.AddHours(6));

        var overdue = waiting with { Consent = approved with { At = ReturnBuilder.Now.AddDays(-21) } };
        Decided(overdue).ShouldBeOfType<Decision.Ask>().Rule.ShouldBe("parcel-overdue");

        var patient = waiting with
        {
            Consent = approved with { At = ReturnBuilder.Now.AddDays(-21), WaitSince = ReturnBuilder.Now },
        };
        Decided(patient).ShouldBeOfType<Decision.Wait>();
    }

    [Fact]
    public void Goods_that_are_back_are_paid_once()
    {
        var back = new ReturnBuilder { Status = ReturnStatus.Open, Parcel = new Parcel("1", ParcelStatus.Completed) };
        var owed = new Consent(ReturnBuilder.Now, 34m, MoneyGiven: false, WaitSince: null);

        var paying = (Decision.Clear)Decided(back with { Consent = owed });
        paying.Plan.Effects.OfType<ReceiveReturn>().Single().RefundShop.ShouldBe(new Money(34m, "EUR"));
        var paid = (Decision.Clear)Decided(back with { Consent = owed with { MoneyGiven = true } });
        paid.Plan.Effects.OfType<ReceiveReturn>().Single().RefundShop.ShouldBeNull();
    }

    public static TheoryData<string, string> Doubts() =>
        new()
        {
            { "amount-grew", nameof(ReturnBuilder.Value) },
            { "amount-grew", nameof(ReturnBuilder.RefundedForIt) },
            { "dispute-since", nameof(ReturnBuilder.Dispute) },
            { "cancelled-since", nameof(ReturnBuilder.Cancelled) },
            { "refunded-since", nameof(ReturnBuilder.RefundedBefore) },
            { "more-than-paid", nameof(ReturnBuilder.OrderTotal) },
            { "parcel-incomplete", nameof(Parcel.Missing) },
            { "not-restocked", nameof(Parcel.NotRestocked) },
        };

    [Theory]
    [MemberData(nameof(Doubts))]
    public void What_happened_since_the_approval_is_looked_at_before_the_money_goes(string rule, string what)
    {
        var back = new ReturnBuilder
        {
            Status = ReturnStatus.Open,
            Parcel = new Parcel("1", ParcelStatus.Completed),
            Consent = new Consent(ReturnBuilder.Now, 34m, MoneyGiven: false, WaitSince: null),
        };
        Decided(back).ShouldBeOfType<Decision.Clear>();
        var changed = what switch
        {
            nameof(ReturnBuilder.Value) => back with { Value = 40m },
            nameof(ReturnBuilder.RefundedForIt) => back with { RefundedForIt = 20m, RefundedBefore = 20m },
            nameof(ReturnBuilder.Dispute) => back with { Dispute = true },
            nameof(ReturnBuilder.Cancelled) => back with { Cancelled = true },
            nameof(ReturnBuilder.RefundedBefore) => back with { RefundedBefore = 10m },
            nameof(ReturnBuilder.OrderTotal) => back with { OrderTotal = 30m },
            nameof(Parcel.Missing) => back with { Parcel = back.Parcel! with { Missing = 1 } },
            nameof(Parcel.NotRestocked) => back with { Parcel = back.Parcel! with { NotRestocked = 1 } },
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "no such case"),
        };

        var asked = Decided(changed).ShouldBeOfType<Decision.Ask>();
        asked.Rule.ShouldBe(rule);
        asked.Question.Choices.Select(choice => choice.Verdict).ShouldBe([Verdict.Approved, Verdict.Denied]);
        asked.Question.Choices[1].Plan.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void Goods_the_3PL_kept_off_the_shelf_are_not_sold_again()
    {
        var asked = (Decision.Ask)Decided(
            new ReturnBuilder
            {
                Status = ReturnStatus.Open,
                Parcel = new Parcel("1", ParcelStatus.Completed) { NotRestocked = 1 },
                Consent = new Consent(ReturnBuilder.Now, 34m, MoneyGiven: false, WaitSince: null),
            }
        );
        asked.Question.Choices[0].Plan.Effects.OfType<ReceiveReturn>().Single().IntoStock.ShouldBeFalse();
    }

    [Fact]
    public void Goods_counted_in_by_hand_are_paid_by_themselves()
    {
        var counted = (Decision.Clear)Decided(
            new ReturnBuilder
            {
                Status = ReturnStatus.Open,
                Counted = true,
                TakesParcels = false,
                Consent = new Consent(ReturnBuilder.Now, 34m, MoneyGiven: false, WaitSince: null),
            }
        );
        counted.Plan.Effects.OfType<RefundReturn>().Single().Shop.ShouldBe(new Money(34m, "EUR"));
        counted.Plan.Effects.OfType<ReceiveReturn>().ShouldBeEmpty();
    }

    [Fact]
    public void A_return_that_somebody_closed_before_the_promised_money_was_given_is_asked_about()
    {
        var promised = new Consent(ReturnBuilder.Now, 34m, MoneyGiven: false, WaitSince: null);
        var closed = new ReturnBuilder { Status = ReturnStatus.Closed, Consent = promised };

        Decided(closed).ShouldBeOfType<Decision.Ask>().Rule.ShouldBe("closed-unpaid");
        Decided(closed with { Consent = promised with { MoneyGiven = true } }).ShouldBeOfType<Decision.Drop>();
    }

    [Fact]
    public void The_customer_is_told_what_the_box_must_say()
    {
        var plan = ((Decision.Clear)Decided(new ReturnBuilder { ParcelMark = "shopify-Return-1" })).Plan;
        plan.Effects.OfType<ReplyToCustomer>()
            .Single()
            .Body.ShouldContain("Please write shopify-Return-1 on the outside of the parcel.");
    }

    private static Decision Decided(ReturnBuilder facts) => Decide.On(facts.Build(), DefaultPolicy.Shipped);

    private static string Lines(Plan plan) =>
        string.Join('\n', plan.Effects.Select(effect => $"- {effect.System}: {effect.Preview}"))
        + (plan.ThenLookAgain ? "\n- then waits for the goods" : "");
}
