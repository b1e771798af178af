using CsCheck;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Returns;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Loops.Returns;

public sealed class DecidePropertyTests
{
    private static readonly string[] Reasons = ["defective", "other", "unwanted", "size-too-small"];

    private static readonly Gen<decimal> Amounts = Gen.Int[0, 60_000].Select(cents => cents / 100m);

    private static readonly Gen<Settlement> Settlements = Gen.OneOf(
        Amounts.Select(amount => (Settlement)new Settlement.Refund(new Money(amount, "EUR"), new Money(amount, "EUR"))),
        Amounts.Select(amount =>
            (Settlement)new Settlement.Refund(new Money(amount, "EUR"), new Money(amount * 1.1m, "USD"))
        ),
        Amounts.Select(amount => (Settlement)new Settlement.Invoice(new Money(amount, "EUR"))),
        Gen.Const((Settlement)new Settlement.Nothing())
    );

    private static readonly Gen<ReturnBuilder> Returns = Gen.Select(
        Gen.Select(Settlements, Amounts, Amounts, Gen.Int[0, 90], Gen.Bool),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool),
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 4], Amounts, Gen.Int[0, 250]),
        Gen.Int[0, 3].Select(at => Reasons[at]),
        (money, flags, counts, reason) =>
            new ReturnBuilder
            {
                Settlement = money.Item1,
                OrderTotal = money.Item2,
                RefundedBefore = money.Item3,
                DaysAgo = money.Item5 ? money.Item4 : null,
                Dispute = flags.Item1 && flags.Item2,
                Guest = flags.Item3,
                Verified = flags.Item4 || flags.Item5,
                Exchange = flags.Item4 && flags.Item1,
                TakesParcels = flags.Item5,
                OrdersRead = Math.Max(counts.Item1, counts.Item2),
                OrdersWithReturns = counts.Item2,
                CustomerToday = new Tally(counts.Item3, counts.Item4),
                ShopToday = new Tally(counts.Item5, counts.Item4),
                Reason = reason,
            }
    );

    private static readonly Gen<Policy> Policies = Gen.Bool.Select(atOnce =>
        atOnce ? DefaultPolicy.RefundingAtOnce : DefaultPolicy.Shipped
    );

    [Fact]
    public void No_plan_refunds_more_than_the_shop_says_or_than_is_left_of_the_payment() =>
        Gen.Select(Returns, Policies)
            .Sample(
                (builder, policy) =>
                {
                    var facts = builder.Build();
                    foreach (var plan in Plans(Decide.On(facts, policy)))
                        Refunded(plan).ShouldBeLessThanOrEqualTo(facts.Refund?.Amount ?? 0m);
                    if (Decide.On(facts, policy) is Decision.Clear clear)
                        Refunded(clear.Plan).ShouldBeLessThanOrEqualTo(builder.OrderTotal - builder.RefundedBefore);
                }
            );

    [Fact]
    public void Over_its_whole_life_a_return_is_refunded_at_most_once() =>
        Gen.Select(Returns, Policies, Gen.Int[0, 1], Gen.Int[0, 1])
            .Sample(
                (builder, policy, first, second) =>
                {
                    var refunds = new List<decimal>();
                    var request = Chosen(Decide.On(builder.Build(), policy), first);
                    refunds.AddRange(Refunds(request));
                    if (
                        request.Effects.OfType<ApproveReturn>().SingleOrDefault() is not { } approve
                        || !request.ThenLookAgain
                    )
                    {
                        refunds.Count.ShouldBeLessThanOrEqualTo(1);
                        return;
                    }

                    var allowed = refunds.Count > 0 ? refunds[0] : approve.RefundLater?.Amount ?? 0;
                    var open = builder with
                    {
                        Status = ReturnStatus.Open,
                        Parcel =
                            second == 0
                                ? new Parcel("1", ParcelStatus.Completed)
                                : new Parcel("1", ParcelStatus.Awaited),
                        Consent = new Consent(
                            ReturnBuilder.Now.AddDays(-40),
                            allowed,
                            refunds.Count > 0,
                            WaitSince: null
                        ),
                    };
                    refunds.AddRange(Refunds(Chosen(Decide.On(open.Build(), policy), second)));
                    refunds.Count.ShouldBeLessThanOrEqualTo(1);
                    refunds.Sum().ShouldBeLessThanOrEqualTo(allowed);
                }
            );

    [Fact]
    public void A_denial_never_moves_money() =>
        Gen.Select(Returns, Policies)
            .Sample(
                (builder, policy) =>
                {
                    if (Decide.On(builder.Build(), policy) is Decision.Ask ask)
                        foreach (var choice in ask.Question.Choices.Where(choice => choice.Verdict is Verdict.Denied))
                            Refunds(choice.Plan).ShouldBeEmpty();
                }
            );

    [Fact]
    public void The_customer_is_told_only_after_the_money_moved() =>
        Gen.Select(Returns, Policies)
            .Sample(
                (builder, policy) =>
                {
                    foreach (var plan in Plans(Decide.On(builder.Build(), policy)))
                    {
                        var kinds = plan.Effects.ToList();
                        var told = kinds.FindIndex(effect => effect is ReplyToCustomer or NoteInHelpdesk);
                        var paid = kinds.FindIndex(effect => Refunds(new Plan([effect])).Any());
                        (paid < 0 || told < 0 || paid < told).ShouldBeTrue();
                    }
                }
            );

    [Fact]
    public void What_clears_is_within_the_caps() =>
        Gen.Select(Returns, Policies)
            .Sample(
                (builder, policy) =>
                {
                    if (Decide.On(builder.Build(), policy) is not Decision.Clear clear)
                        return;
                    (builder.ShopToday.Count + 1).ShouldBeLessThanOrEqualTo(policy.Limits.ShopRefundsPerDay);
                    clear.Caps.Count.ShouldBe(builder.Guest ? 1 : 2);
                    if (!builder.Guest)
                        (builder.CustomerToday.Amount + clear.Caps[0].Amount.Amount).ShouldBeLessThanOrEqualTo(
                            policy.Limits.CustomerRefundedPerDay
                        );
                }
            );

    [Fact]
    public void The_same_facts_always_give_the_same_decision() =>
        Gen.Select(Returns, Policies)
            .Sample(
                (builder, policy) =>
                {
                    var json = new EngineJson(ShopEffects.All);
                    json.Write<object>(Decide.On(builder.Build(), policy))
                        .ShouldBe(json.Write<object>(Decide.On(builder.Build(), policy)));
                }
            );

    private static IEnumerable<Plan> Plans(Decision decision) =>
        decision switch
        {
            Decision.Clear clear => [clear.Plan],
            Decision.Ask ask => ask.Question.Choices.Select(choice => choice.Plan),
            _ => [],
        };

    private static Plan Chosen(Decision decision, int choice) =>
        Plans(decision).ElementAtOrDefault(choice) ?? Plans(decision).FirstOrDefault() ?? Plan.Nothing;

    private static decimal Refunded(Plan plan) => Refunds(plan).Sum();

    private static IEnumerable<decimal> Refunds(Plan plan) =>
        plan
            .Effects.Select(effect =>
                effect switch
                {
                    RefundReturn refund => refund.Shop.Amount,
                    ReceiveReturn { RefundShop: { } along } => along.Amount,
                    _ => (decimal?)null,
                }
            )
            .Where(amount => amount is not null)
            .Select(amount => amount!.Value);
}
