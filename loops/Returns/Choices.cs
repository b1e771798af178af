using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>What people may be asked about a return, and the plan behind each answer.</summary>
public static class Choices
{
    /// <summary>The answer that goes on waiting for a parcel.</summary>
    public const string Wait = "wait";

    private const string Approve = "approve";
    private const string Deny = "deny";
    private const string WithoutParcel = "without-parcel";

    /// <summary>Shall this request be granted?</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="because">Why people are asked, in a sentence.</param>
    /// <param name="why">The same and how far from the line it is.</param>
    public static Question AboutRequest(Facts facts, Policy policy, string because, string why)
    {
        var label = (facts.Refund, RefundsNow(facts, policy)) switch
        {
            ({ Amount: > 0 }, true) => $"Refund {Words.Paid(facts)}",
            ({ Amount: > 0 }, false) when !EndsByHand(facts) => $"Approve, refund {Words.Paid(facts)} on receipt",
            _ => "Approve, no refund",
        };
        var owed = EndsByHand(facts) ? null : facts.Refund;
        return Words.Asked(facts, policy, why.Length == 0 ? because : why) with
        {
            Choices =
            [
                Lowerable(new Choice(Approve, label, Verdict.Approved, ApprovePlan(facts, policy)), facts, owed),
                new Choice(Deny, "Decline the return", Verdict.Denied, DenyPlan(facts, policy)) { NeedsReason = true },
            ],
        };
    }

    /// <summary>The parcel did not come: what now?</summary>
    public static Question AboutOverdueParcel(Facts facts, Consent consent, Policy policy, string because)
    {
        var owed = facts.Owed(consent);
        var go = owed is null ? "Close without the parcel" : $"Refund {Words.Paid(facts, owed)} without the parcel";
        return Words.Asked(facts, policy, because, owed) with
        {
            Choices =
            [
                new Choice(
                    Wait,
                    $"Wait {policy.Limits.ParcelWithinDays} more days",
                    Verdict.Approved,
                    new Plan([], ThenLookAgain: true)
                ),
                Lowerable(
                    new Choice(WithoutParcel, go, Verdict.Approved, MissingParcelPlan(facts, owed, policy)),
                    facts,
                    owed
                ),
            ],
        };
    }

    /// <summary>The goods are back, or the return is over, but not as it was approved: finish it all the same?</summary>
    public static Question AboutReceipt(Facts facts, Money? owed, Policy policy, string because) =>
        Words.Asked(facts, policy, because, owed) with
        {
            Choices =
            [
                Lowerable(
                    new Choice(
                        Approve,
                        owed is null ? "Finish the return" : $"Refund {Words.Paid(facts, owed)}",
                        Verdict.Approved,
                        ReceivePlan(facts, owed, policy)
                    ),
                    facts,
                    owed
                ),
                new Choice(Deny, "I settle it by hand", Verdict.Denied, Plan.Nothing) { NeedsReason = true },
            ],
        };

    /// <summary>Say yes: in the shop, to the 3PL, with money now or later, to the customer, in the log.</summary>
    public static Plan ApprovePlan(Facts facts, Policy policy)
    {
        var request = facts.File.Return;
        var now = RefundsNow(facts, policy);
        var byHand = EndsByHand(facts);
        var effects = new List<Effect>
        {
            new ApproveReturn(request.Id, request.Name)
            {
                RefundLater = now || byHand ? null : facts.Refund,
                RefundedBefore = facts.File.Order.Refunded.Amount,
            },
        };
        if (facts.Around.TakesParcels && Parcel(request) is { Lines.Count: > 0 } parcel)
            effects.Add(parcel);
        if (policy.Limits.LabelUrl is { } label)
            effects.Add(new AttachReturnLabel(request.Id, request.Name, label));
        if (now && request.Settlement is Settlement.Refund refund)
            effects.Add(new RefundReturn(request.Id, facts.File.Order.Id, refund.Shop, refund.Paid));
        effects.AddRange(
            Words.Tell(facts, now ? Letter.Refunded(facts, policy) : Letter.Granted(facts, policy, byHand))
        );
        effects.AddRange(Words.Record(facts, now ? "refunded" : "approved"));
        return new Plan(effects, ThenLookAgain: !byHand);
    }

    /// <summary>Say no, with the reason in the answerer's words.</summary>
    public static Plan DenyPlan(Facts facts, Policy policy)
    {
        var request = facts.File.Return;
        var isFinalSale = facts
            .File.Order.Tags.Concat(facts.File.Order.ProductTags)
            .Contains("final-sale", StringComparer.OrdinalIgnoreCase);
        return new Plan([
            new DeclineReturn(request.Id, request.Name, isFinalSale ? DeclineReason.FinalSale : DeclineReason.Other),
            .. Words.Tell(facts, Letter.Declined(facts, policy)),
            .. Words.Record(facts, "declined"),
        ]);
    }

    /// <summary>The goods are back: into stock, money where it is still owed, and finished.</summary>
    public static Plan ReceivePlan(Facts facts, Money? owed, Policy policy)
    {
        var request = facts.File.Return;
        var refund = owed is null ? null : request.Settlement as Settlement.Refund;
        var effects = new List<Effect>();
        if (!facts.AreCounted)
            effects.Add(
                new ReceiveReturn(request.Id, facts.File.Order.Id, refund?.Shop, refund?.Paid)
                {
                    IntoStock = facts.Parcel is not { NotRestocked: > 0 },
                    EarlierRefunds = request.Refunds,
                }
            );
        // The shop gives money with the goods; where they were counted in by hand, it is given by itself.
        else if (refund is not null)
            effects.Add(new RefundReturn(request.Id, facts.File.Order.Id, refund.Shop, refund.Paid));
        if (request.Status is ReturnStatus.Open)
            effects.Add(new CloseReturn(request.Id, request.Name));
        if (refund is not null)
            effects.AddRange(Words.Tell(facts, Letter.Refunded(facts, policy)));
        effects.AddRange(Words.Record(facts, refund is null ? "received" : "refunded"));
        return Over(owed, new Plan(effects));
    }

    private static Plan MissingParcelPlan(Facts facts, Money? owed, Policy policy)
    {
        var request = facts.File.Return;
        var effects = new List<Effect>();
        if (owed is not null && request.Settlement is Settlement.Refund refund)
        {
            effects.Add(new RefundReturn(request.Id, facts.File.Order.Id, refund.Shop, refund.Paid));
            effects.AddRange(Words.Tell(facts, Letter.Refunded(facts, policy)));
        }

        effects.Add(new CloseReturn(request.Id, request.Name));
        effects.AddRange(Words.Record(facts, "closed without parcel"));
        return Over(owed, new Plan(effects));
    }

    private static Plan Over(Money? owed, Plan plan) => owed is { } money ? plan.WithAmount(money) : plan;

    /// <summary>Where money is at stake, less of it may be given.</summary>
    private static Choice Lowerable(Choice choice, Facts facts, Money? owed)
    {
        if (owed is not { Amount: > 0 } || facts.File.Return.Settlement is not Settlement.Refund refund)
            return choice;
        var range = Lowering.Range(refund.Shop, refund.Paid);
        var most = owed.Value.Amount;
        return choice with { Amount = range with { Least = Math.Min(range.Least, most), Most = most } };
    }

    private static ExpectParcel Parcel(ReturnRequest request) =>
        new(
            request.Id,
            [
                .. request
                    .Lines.Where(line => line.Sku is not null)
                    .GroupBy(line => line.Sku!, StringComparer.Ordinal)
                    .Select(lines => new ParcelLine(lines.Key, lines.Sum(line => line.Quantity))),
            ]
        );

    private static bool RefundsNow(Facts facts, Policy policy) =>
        !EndsByHand(facts)
        && facts.Refund is { Amount: > 0 } refund
        && refund.Amount <= policy.Limits.RefundOnApprovalUpTo;

    /// <summary>Exchanges and invoices are approved here and settled in the shop by a person.</summary>
    private static bool EndsByHand(Facts facts) =>
        facts.File.Return.HasExchange || facts.File.Return.Settlement is not Settlement.Refund { Shop.Amount: > 0 };
}
