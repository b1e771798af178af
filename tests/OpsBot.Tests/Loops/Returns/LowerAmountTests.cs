using CsCheck;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Returns;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Loops.Returns;

public sealed class LowerAmountTests
{
    private static readonly EngineJson Json = new(ShopEffects.All);

    /// <summary>A refund in both currencies, and a choice of less than all of it.</summary>
    private static readonly Gen<(Choice Choice, Facts Facts, decimal Amount)> Lowered = Gen.Select(
            Gen.Int[1, 60_000].Select(cents => cents / 100m),
            Gen.Int[0, 3].Select(at => new[] { "EUR", "USD", "JPY", "KWD" }[at]),
            Gen.Int[1, 40_000].Select(rate => rate / 100m),
            Gen.Int[0, 1_000],
            Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool)
        )
        .Select(
            (value, currency, rate, part, flags) =>
            {
                var facts = new ReturnBuilder
                {
                    Value = value,
                    OrderTotal = 1_000m,
                    Guest = flags.Item3,
                    Note = "249.00 EUR, 1 EUR",
                    Settlement = new Settlement.Refund(
                        new Money(value, "EUR"),
                        currency == "EUR" ? new Money(value, "EUR") : new Money(value * rate, currency).Rounded()
                    ),
                    Status = flags.Item2 ? ReturnStatus.Open : ReturnStatus.Requested,
                    Parcel = new Parcel("1", ParcelStatus.Completed) { Missing = 1 },
                    Consent = flags.Item2
                        ? new Consent(ReturnBuilder.Now.AddDays(-3), value, MoneyGiven: false, WaitSince: null)
                        : null,
                    PeopleAnswered = true,
                }.Build();
                var policy = flags.Item1 ? DefaultPolicy.RefundingAtOnce : DefaultPolicy.Shipped;
                var choice = ((Decision.Ask)Decide.On(facts, policy)).Question.Choices[0];
                var range = choice.Amount;
                var amount = range is null
                    ? 0
                    : Math.Max(range.Least, new Money(range.Most * part / 1_000, "EUR").Rounded().Amount);
                return (choice, facts, amount);
            }
        )
        .Where(it => it.choice.Amount is not null && it.amount < it.choice.Amount.Most)
        .Select(it => (it.choice, it.facts, it.amount));

    [Fact]
    public void Exactly_the_chosen_sum_moves_or_is_promised_and_never_more_than_was_asked_in_either_currency() =>
        Lowered.Sample(it =>
        {
            var refund = (Settlement.Refund)it.Facts.File.Return.Settlement;
            var given = Given(it.Choice.PlanFor(it.Amount)).ShouldHaveSingleItem();
            given.Shop.ShouldBe(new Money(it.Amount, "EUR"));
            if (given.Paid is not { } paid)
                return;
            paid.Amount.ShouldBeGreaterThan(0);
            paid.Amount.ShouldBeLessThanOrEqualTo(refund.Paid.Amount);
            Math.Abs(paid.Amount - (refund.Paid.Amount * it.Amount / refund.Shop.Amount))
                .ShouldBeLessThanOrEqualTo(Money.Smallest(paid.Currency).Amount / 2);
            if (refund.Paid.Currency == "EUR")
                paid.ShouldBe(given.Shop);
        });

    [Fact]
    public void The_customer_and_the_log_are_told_the_same_sum() =>
        Lowered.Sample(it =>
        {
            var refund = (Settlement.Refund)it.Facts.File.Return.Settlement;
            var (shop, paid) = Lowering.To(new Money(it.Amount, "EUR"), refund.Shop, refund.Paid);
            var plan = it.Choice.PlanFor(it.Amount);
            var text = plan
                .Effects.Select(effect => (effect as ReplyToCustomer)?.Body ?? (effect as NoteInHelpdesk)?.Body)
                .Single(body => body is not null)!;
            text.ShouldContain(
                $"refund{(text.Contains("have refunded", StringComparison.Ordinal) ? "ed" : "")} {paid} "
            );
            var cells = plan.Effects.OfType<LogRow>().Single().Cells;
            decimal.Parse(
                    cells.Single(cell => cell.Column == "Refund").Value,
                    System.Globalization.CultureInfo.InvariantCulture
                )
                .ShouldBe(shop.Amount);
        });

    [Fact]
    public void Nothing_else_in_the_plan_changes() =>
        Lowered.Sample(it =>
        {
            var refund = (Settlement.Refund)it.Facts.File.Return.Settlement;
            var lowered = it.Choice.PlanFor(it.Amount);
            // Put back to the whole sum, it is the plan that was shown, to the last character.
            Plain(Restored(lowered, refund)).ShouldBe(Plain(it.Choice.Plan));
            it.Choice.PlanFor(it.Choice.Amount!.Most).ShouldBe(it.Choice.Plan);
            it.Choice.PlanFor(null).ShouldBe(it.Choice.Plan);
            Plain(it.Choice.Plan.WithAmount(new Money(it.Choice.Amount.Most + 1, "EUR")))
                .ShouldBe(Plain(it.Choice.Plan));
        });

    [Fact]
    public void A_lowered_plan_is_the_same_after_it_was_stored() =>
        Lowered.Sample(it =>
        {
            var lowered = it.Choice.PlanFor(it.Amount);
            var stored = Json.Read<Choice>(Json.Write(it.Choice));
            Json.Write(stored.PlanFor(it.Amount)).ShouldBe(Json.Write(lowered));
        });

    [Fact]
    public void What_was_promised_lower_is_given_lower_when_the_goods_are_back() =>
        Lowered.Sample(it =>
        {
            if (
                it.Choice.PlanFor(it.Amount).Effects.OfType<ApproveReturn>().SingleOrDefault()
                is not { RefundLater: { } later } approve
            )
                return;
            var facts = it.Facts with
            {
                File = it.Facts.File with { Return = it.Facts.File.Return with { Status = ReturnStatus.Open } },
                Parcel = new Parcel("1", ParcelStatus.Completed),
                Around = it.Facts.Around with
                {
                    Consent = new Consent(ReturnBuilder.Now, later.Amount, MoneyGiven: false, WaitSince: null)
                    {
                        InsteadOf = approve.InsteadOf!.Value.Amount,
                    },
                },
            };
            var clear = Decide.On(facts, DefaultPolicy.Shipped).ShouldBeOfType<Decision.Clear>();
            var given = Given(clear.Plan).ShouldHaveSingleItem();
            given.Shop.ShouldBe(new Money(it.Amount, "EUR"));
            var refund = (Settlement.Refund)it.Facts.File.Return.Settlement;
            given.Paid.ShouldBe(Lowering.To(given.Shop, refund.Shop, refund.Paid).Paid);
        });

    [Theory]
    [InlineData(249, 0, "goods-are-back", 80)]
    [InlineData(60, 0, "goods-are-back", 60)]
    [InlineData(199, 50, "goods-are-back", 30)]
    [InlineData(250, 0, "amount-grew", 80)]
    public void A_promise_of_less_holds_while_what_is_due_does_not_grow(int due, int given, string rule, int pays)
    {
        var facts = new ReturnBuilder
        {
            Value = due,
            RefundedForIt = given,
            RefundedBefore = given,
            Status = ReturnStatus.Open,
            Parcel = new Parcel("1", ParcelStatus.Completed),
            Consent = new Consent(ReturnBuilder.Now, 80, MoneyGiven: false, WaitSince: null) { InsteadOf = 249 },
        }.Build();
        var decision = Decide.On(facts, DefaultPolicy.Shipped);
        decision.Rule.ShouldBe(rule);
        var plan = decision is Decision.Ask ask ? ask.Question.Choices[0].Plan : ((Decision.Clear)decision).Plan;
        Given(plan).ShouldHaveSingleItem().Shop.ShouldBe(new Money(pays, "EUR"));
    }

    [Theory]
    [InlineData("80", 80.0)]
    [InlineData(" 80.5 ", 80.5)]
    [InlineData("80,50", 80.5)]
    [InlineData("80.00 eur", 80.0)]
    [InlineData("1,249.00", null)]
    [InlineData("-5", null)]
    [InlineData("5e3", null)]
    [InlineData("all", null)]
    [InlineData("", null)]
    public void A_sum_is_read_as_people_type_it(string typed, double? amount) =>
        new AmountRange(0.01m, 249, "EUR").Read(typed).ShouldBe((decimal?)amount);

    [Theory]
    [InlineData("EUR", "1,200", null)]
    [InlineData("EUR", "1.200", null)]
    [InlineData("EUR", "1,200 EUR", null)]
    [InlineData("EUR", "1,20", 1.2)]
    [InlineData("JPY", "12,000", null)]
    [InlineData("JPY", "12.000", null)]
    [InlineData("JPY", "80.5", null)]
    [InlineData("JPY", "12000", 12000.0)]
    [InlineData("KWD", "1,200", null)]
    [InlineData("KWD", "1.200", 1.2)]
    [InlineData("KWD", "1,25", 1.25)]
    public void What_may_be_thousands_is_not_read_as_a_part_of_one(string currency, string typed, double? amount) =>
        new AmountRange(0.01m, 20_000, currency).Read(typed).ShouldBe((decimal?)amount);

    [Theory]
    [InlineData("EUR", 249.01, "At most 249.00 EUR, as was asked.")]
    [InlineData("EUR", 0, "At least 0.01 EUR. To give nothing, decline instead.")]
    [InlineData("EUR", -3, "At least 0.01 EUR. To give nothing, decline instead.")]
    [InlineData("EUR", 80.005, "EUR has 2 places after the point.")]
    [InlineData("JPY", 80.5, "JPY has no places after the point.")]
    [InlineData("KWD", 80.005, null)]
    [InlineData("EUR", 249, null)]
    public void A_sum_outside_the_bounds_is_refused(string currency, double amount, string? why) =>
        new AmountRange(0.01m, 249, currency).Refusal((decimal)amount).ShouldBe(why);

    private static List<(Money Shop, Money? Paid)> Given(Plan plan) =>
        [
            .. plan.Effects.SelectMany<Effect, (Money, Money?)>(effect =>
                effect switch
                {
                    RefundReturn refund => [(refund.Shop, refund.Paid)],
                    ReceiveReturn { RefundShop: { } shop } received => [(shop, received.RefundPaid)],
                    ApproveReturn { RefundLater: { } later } => [(later, null)],
                    _ => [],
                }
            ),
        ];

    private static Plan Restored(Plan plan, Settlement.Refund refund) =>
        plan with
        {
            Effects =
            [
                .. plan.Effects.Select(effect =>
                    effect switch
                    {
                        RefundReturn it => it with
                        {
                            Shop = refund.Shop,
                            Paid = refund.Paid,
                            InsteadOf = null,
                            InsteadOfShop = null,
                        },
                        ReceiveReturn { RefundShop: not null } it => it with
                        {
                            RefundShop = refund.Shop,
                            RefundPaid = refund.Paid,
                            InsteadOf = null,
                        },
                        ApproveReturn { RefundLater: not null } it => it with
                        {
                            RefundLater = refund.Shop,
                            InsteadOf = null,
                        },
                        ReplyToCustomer { Refund: { } said } it => it with
                        {
                            Body = Restored(it.Body, said, refund),
                            Refund = said with { Shop = refund.Shop, Paid = refund.Paid },
                        },
                        NoteInHelpdesk { Refund: { } said } it => it with
                        {
                            Body = Restored(it.Body, said, refund),
                            Refund = said with { Shop = refund.Shop, Paid = refund.Paid },
                        },
                        LogRow it => it with
                        {
                            Cells =
                            [
                                .. it.Cells.Select(cell =>
                                    cell.Refund is null ? cell : LogCell.Of(cell.Column, refund.Shop)
                                ),
                            ],
                        },
                        _ => effect,
                    }
                ),
            ],
        };

    private static string Restored(string body, SaidRefund said, Settlement.Refund refund) =>
        body[..said.At] + refund.Paid + body[(said.At + said.Paid.ToString().Length)..];

    private static string Plain(Plan plan) => Json.Write(plan);
}
