using OpsBot.Loops.Engine;
using OpsBot.Loops.Rules;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>Decides a return. Pure: the same facts and policy always give the same decision.</summary>
public static class Decide
{
    /// <summary>A parcel's news may have been lost on its way here.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(6);

    /// <summary>The decision.</summary>
    public static Decision On(Facts facts, Policy policy) =>
        (facts.File.Return.Status, facts.Around.Consent) switch
        {
            (ReturnStatus.Requested, _) => Request(facts, policy),
            (ReturnStatus.Open, { } consent) => Approved(facts, consent, policy),
            (ReturnStatus.Open, null) => new Decision.Drop(
                "approved-by-hand",
                "Somebody approved it in the shop; it is theirs to finish."
            ),
            (ReturnStatus.Closed, { } consent) when facts.Owed(consent) is { } owed => Unpaid(facts, owed, policy),
            (ReturnStatus.Closed, _) => new Decision.Drop("already-closed", "The return is finished in the shop."),
            (ReturnStatus.Declined, _) => new Decision.Drop("already-declined", "The return was declined in the shop."),
            _ => new Decision.Drop("taken-back", "The return was cancelled in the shop."),
        };

    private static Decision Request(Facts facts, Policy policy)
    {
        if (Guard(facts, policy) is var (rule, because))
            return Asked(facts, policy, rule, because, because);

        var match = policy.Table.Match(facts);
        return match.Row.Outcome switch
        {
            Policy.Clear => Cleared(facts, policy, match.Row),
            Policy.Deny when !facts.Around.PeopleAnswered => new Decision.Clear(
                Choices.DenyPlan(facts, policy).WithReason(match.Row.Because),
                match.Row.Name,
                match.Row.Because
            ),
            _ => Asked(facts, policy, match.Row.Name, match.Row.Because, HowFar(match)),
        };
    }

    /// <summary>What no table may clear.</summary>
    private static (string Rule, string Because)? Guard(Facts facts, Policy policy)
    {
        var request = facts.File.Return;
        if (facts.File.Order.CancelledAt is not null)
            return ("order-cancelled", "The order was cancelled.");
        if (request.Lines.Count == 0 || request.Lines.Any(line => !line.IsVerified))
            return ("unverified-line", "The shop cannot match every line to something it sold.");
        if (request.HasExchange)
            return ("exchange", "The customer wants other goods in exchange.");
        return request.Settlement switch
        {
            Settlement.Invoice => ("customer-owes", "By the shop's figures the customer would owe money."),
            Settlement.Refund { Shop.Amount: > 0 } refund when refund.Shop.Currency != policy.Currency => (
                "other-currency",
                $"The shop's figures are in {refund.Shop.Currency}; its rules are set up in {policy.Currency}."
            ),
            Settlement.Refund { Shop.Amount: > 0 } refund when refund.Shop > facts.Left => (
                "more-than-paid",
                "The refund is more than what is left of the payment."
            ),
            Settlement.Refund { Shop.Amount: > 0 } => null,
            _ => ("no-refund", "By the shop's figures there is nothing to refund."),
        };
    }

    private static Decision Cleared(Facts facts, Policy policy, RuleRow row)
    {
        if (facts.Around.PeopleAnswered)
            return Asked(
                facts,
                policy,
                "asked-before",
                "People were asked already and the facts have changed.",
                row.Because
            );
        var refund = facts.Refund ?? Money.Zero("");
        var caps = Caps(facts, policy.Limits, refund);
        var (scope, _) = caps.Zip([facts.Around.ShopToday, facts.Around.CustomerToday])
            .Select(pair => (pair.First.Scope, IsFull: IsFull(pair.First, pair.Second)))
            .FirstOrDefault(pair => pair.IsFull);
        if (scope is null)
            return new Decision.Clear(Choices.ApprovePlan(facts, policy), row.Name, row.Because) { Caps = caps };
        return scope == Policy.ShopScope
            ? Asked(facts, policy, "daily-cap-shop", "The day's limit of refunds by rule is reached.", row.Because)
            : Asked(
                facts,
                policy,
                "daily-cap-customer",
                "This customer's limit of refunds by rule for today is reached.",
                row.Because
            );
    }

    private static List<Cap> Caps(Facts facts, Limits limits, Money refund)
    {
        var day = facts.Around.Today;
        var caps = new List<Cap>
        {
            new(Policy.ShopScope, day, refund, limits.ShopRefundsPerDay, limits.ShopRefundedPerDay),
        };
        if (facts.File.Customer is { } customer)
            caps.Add(
                new Cap(
                    Policy.CustomerScope(customer.Id),
                    day,
                    refund,
                    limits.CustomerRefundsPerDay,
                    limits.CustomerRefundedPerDay
                )
            );
        return caps;
    }

    private static bool IsFull(Cap cap, Tally today) =>
        today.Count + 1 > cap.MaxCount || today.Amount + cap.Amount.Amount > cap.MaxAmount;

    private static Decision Approved(Facts facts, Consent consent, Policy policy)
    {
        var request = facts.File.Return;
        if (facts.GoodsAreBack)
            return Received(facts, consent, policy);

        var deadline = (consent.WaitSince ?? consent.At).AddDays(policy.Limits.ParcelWithinDays);
        if (facts.Around.Now < deadline)
            return new Decision.Wait(
                Earlier(deadline, facts.Around.Now + LookAgain),
                "the parcel",
                "waiting-for-parcel",
                "The goods are on their way back."
            );
        var because = $"The parcel has not come back within {policy.Limits.ParcelWithinDays} days.";
        return new Decision.Ask(
            Choices.AboutOverdueParcel(facts, consent, policy, because),
            "parcel-overdue",
            $"{because} Return {request.Name} is still open."
        );
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static Decision Received(Facts facts, Consent consent, Policy policy)
    {
        const string because = "The goods are back.";
        var owed = facts.Owed(consent);
        if ((Doubt(facts, consent, owed) ?? AskedBefore(consent)) is not var (rule, doubt))
            return new Decision.Clear(Choices.ReceivePlan(facts, owed, policy), "goods-are-back", because);
        var why = $"{because} {doubt}";
        return new Decision.Ask(Choices.AboutReceipt(facts, owed, policy, why), rule, why);
    }

    /// <summary>What speaks against finishing a return as it was approved.</summary>
    private static (string Rule, string Because)? Doubt(Facts facts, Consent consent, Money? owed)
    {
        var (request, order) = (facts.File.Return, facts.File.Order);
        if (facts.Parcel is { Missing: > 0 and var missing })
            return ("parcel-incomplete", $"But {Pieces(missing)} of what was announced did not come.");
        if (facts.Parcel is { NotRestocked: > 0 and var kept })
            return ("not-restocked", $"But the 3PL did not put {Pieces(kept)} back on the shelf.");
        if (owed is not { } money)
            return null;
        if (order.HasOpenDispute)
            return ("dispute-since", "But the customer's bank has a dispute about the order by now.");
        if (order.CancelledAt is not null)
            return ("cancelled-since", "But the order was cancelled meanwhile.");
        if (order.Refunded.Amount - request.RefundedSoFar > consent.RefundedBefore)
            return ("refunded-since", "But money was given back on the order meanwhile, outside this return.");
        if (money > facts.Left)
            return ("more-than-paid", $"But the shop says {money}, which is more than what is left of the payment.");
        return facts.Refund is { } due && request.RefundedSoFar + due.Amount > (consent.InsteadOf ?? consent.Amount)
            ? ("amount-grew", $"But the shop now says {due}, more than what is left of what was approved.")
            : null;
    }

    /// <summary>What people chose, less money or to settle it by hand, is theirs to choose again when the facts change.</summary>
    private static (string Rule, string Because)? AskedBefore(Consent consent) =>
        consent.PeopleAnswered ? ("asked-before", "But people were asked already and the facts have changed.") : null;

    private static string Pieces(int count) => count == 1 ? "1 piece" : $"{count} pieces";

    private static Decision.Ask Unpaid(Facts facts, Money owed, Policy policy)
    {
        var because = $"Somebody closed the return in the shop, but the {owed} that were promised are not given back.";
        return new Decision.Ask(Choices.AboutReceipt(facts, owed, policy, because), "closed-unpaid", because);
    }

    private static Decision.Ask Asked(Facts facts, Policy policy, string rule, string because, string why) =>
        new(Choices.AboutRequest(facts, policy, because, why), rule, because);

    /// <summary>Why the first rule that would have cleared it did not.</summary>
    private static string HowFar(RuleMatch match)
    {
        var near = match.Misses.FirstOrDefault(miss => miss.Outcome == Policy.Clear);
        return near is null
            ? match.Row.Because
            : $"{match.Row.Because} Rule {near.Rule} would have cleared it, but {string.Join("; ", near.Unmet)}.";
    }
}
