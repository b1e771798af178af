using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>What a customer is written.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Body">The text.</param>
internal sealed record Letter(string Subject, string Body)
{
    private const int NameShown = 80;

    /// <summary>The refund it tells of.</summary>
    internal SaidRefund? Refund { get; init; }

    internal static Letter Refunded(Facts facts, Policy policy) =>
        Written(
            $"Your refund for {facts.File.Return.Name}",
            Begin(facts) + "we have refunded ",
            $" for your return {facts.File.Return.Name} to your original payment. "
                + "Depending on your bank it arrives within a few days."
                + End(facts.Around.Consent is null ? WayBack(facts, policy) : "", policy),
            facts
        );

    internal static Letter Granted(Facts facts, Policy policy, bool byHand)
    {
        var subject = $"Your return {facts.File.Return.Name} is approved";
        var first = Begin(facts) + $"your return {facts.File.Return.Name} is approved. {WayBack(facts, policy)}";
        return byHand
            ? new Letter(subject, first + End("", policy))
            : Written(
                subject,
                first + "\n\nAs soon as the goods have arrived we refund ",
                " to your original payment." + End("", policy),
                facts
            );
    }

    internal static Letter Declined(Facts facts, Policy policy) =>
        new(
            $"Your return {facts.File.Return.Name}",
            Begin(facts) + $"we cannot accept your return {facts.File.Return.Name}: {{reason}}" + End("", policy)
        );

    private static Letter Written(string subject, string before, string after, Facts facts) =>
        facts.File.Return.Settlement is Settlement.Refund refund
            ? new Letter(subject, before + refund.Paid + after)
            {
                Refund = new SaidRefund(refund.Shop, refund.Paid, before.Length),
            }
            : new Letter(subject, before + after);

    private static string Begin(Facts facts) =>
        (facts.File.Customer?.Name is { Length: > 0 and < NameShown } known ? $"Hello {known}," : "Hello,") + "\n\n";

    private static string End(string more, Policy policy) =>
        (more.Length == 0 ? "" : "\n\n" + more) + "\n\n" + policy.Shop;

    /// <summary>How the goods come back: the shop tells no customer of a label, and the 3PL knows a box by its mark.</summary>
    private static string WayBack(Facts facts, Policy policy)
    {
        var label = policy.Limits.LabelUrl is { } url ? $" Your return label: {url}" : "";
        var mark = facts.Around.ParcelMark is { } text ? $" Please write {text} on the outside of the parcel." : "";
        return policy.Limits.Instructions + label + mark;
    }
}
