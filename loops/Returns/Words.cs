using System.Globalization;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>What is said about a return: on cards, to customers, in the log.</summary>
internal static class Words
{
    private const int NameShown = 80;

    internal static string Paid(Facts facts) =>
        facts.File.Return.Settlement is Settlement.Refund refund ? ReturnWords.Amount(refund.Shop, refund.Paid) : "";

    internal static Question Asked(Facts facts, Policy policy, string why)
    {
        var (request, order) = (facts.File.Return, facts.File.Order);
        return new Question($"Return {request.Name}{(facts.Refund is null ? "" : " · " + Paid(facts))}", why)
        {
            Fields =
            [
                new Field("Refund", facts.Refund is null ? "none" : Paid(facts)),
                new Field("Goods", string.Join("; ", request.Lines.Select(Goods))),
                new Field("Reason", string.Join(", ", request.Lines.Select(line => Plain(line.Reason)).Distinct())),
                new Field("Order", $"{order.Name}, {order.Total}", order.Link),
                new Field(Since(order.WindowStart?.Source), facts.DaysInWindow is { } days ? Days(days) : "unknown"),
                .. order.HasOpenDispute ? [new Field("Bank dispute", "open")] : Array.Empty<Field>(),
                new Field("Customer", facts.File.Customer is { } customer ? customer.Name ?? "no name" : "guest"),
            ],
            Quote = Quote(request),
            History = [.. History(facts)],
            MayAnswer = policy.Approvers,
            Amount = facts.Refund,
            Deadline = facts.Around.Now.AddHours(policy.Limits.AnswerWithinHours),
        };
    }

    internal static (string Subject, string Body) Refunded(Facts facts, Policy policy) =>
        (
            $"Your refund for {facts.File.Return.Name}",
            Letter(
                facts,
                policy,
                $"we have refunded {PaidOnly(facts)} for your return {facts.File.Return.Name} to your original payment. "
                    + "Depending on your bank it arrives within a few days.",
                facts.Around.Consent is null ? WayBack(facts, policy) : ""
            )
        );

    internal static (string Subject, string Body) Granted(Facts facts, Policy policy, bool byHand) =>
        (
            $"Your return {facts.File.Return.Name} is approved",
            Letter(
                facts,
                policy,
                $"your return {facts.File.Return.Name} is approved. {WayBack(facts, policy)}",
                byHand ? "" : $"As soon as the goods have arrived we refund {PaidOnly(facts)} to your original payment."
            )
        );

    internal static (string Subject, string Body) Declined(Facts facts, Policy policy) =>
        (
            $"Your return {facts.File.Return.Name}",
            Letter(facts, policy, $"we cannot accept your return {facts.File.Return.Name}: {{reason}}", "")
        );

    /// <summary>To the customer where there is an address, else to colleagues, so that somebody knows.</summary>
    internal static IEnumerable<Effect> Tell(Facts facts, (string Subject, string Body) message)
    {
        var matter = "return:" + facts.File.Return.Id;
        if (facts.File.Customer?.Email is { Length: > 0 } email)
            yield return new ReplyToCustomer(matter, message.Subject, message.Body)
            {
                Email = email,
                Name = facts.File.Customer.Name,
            };
        else
            yield return new NoteInHelpdesk(
                matter,
                $"No e-mail address: {message.Subject}",
                $"{message.Subject}: the customer has no e-mail address in the shop and was not written to. The message would have been:\n\n{message.Body}"
            );
    }

    internal static IEnumerable<Effect> Record(Facts facts, string result)
    {
        var (request, order) = (facts.File.Return, facts.File.Order);
        yield return new TagOrder(order.Id, order.Name, "opsbot-return-" + result.Replace(' ', '-'));
        yield return new LogRow(
            "Returns",
            [
                new LogCell("Return", request.Name),
                new LogCell("Order", order.Name),
                new LogCell("Result", result),
                new LogCell("Refund", facts.Refund?.Amount.ToString(CultureInfo.InvariantCulture) ?? ""),
                new LogCell("Currency", facts.Refund?.Currency ?? ""),
                new LogCell("Reason", string.Join(", ", request.Lines.Select(line => line.Reason).Distinct())),
                new LogCell("Goods", string.Join("; ", request.Lines.Select(Goods))),
                new LogCell("Said", result == "declined" ? "{reason}" : ""),
            ]
        );
    }

    /// <summary>How the goods come back: the shop tells no customer of a label, and the 3PL knows a box by its mark.</summary>
    private static string WayBack(Facts facts, Policy policy)
    {
        var label = policy.Limits.LabelUrl is { } url ? $" Your return label: {url}" : "";
        var mark = facts.Around.ParcelMark is { } text ? $" Please write {text} on the outside of the parcel." : "";
        return policy.Limits.Instructions + label + mark;
    }

    private static string Letter(Facts facts, Policy policy, string first, string second)
    {
        var name = facts.File.Customer?.Name is { Length: > 0 and < NameShown } known ? $"Hello {known}," : "Hello,";
        var rest = second.Length == 0 ? "" : second + "\n\n";
        return $"{name}\n\n{first}\n\n{rest}{policy.Shop}";
    }

    private static string PaidOnly(Facts facts) =>
        facts.File.Return.Settlement is Settlement.Refund refund ? refund.Paid.ToString() : "";

    private static string Goods(ReturnLine line) =>
        $"{line.Quantity} × {line.Title}{(line.Sku is null ? "" : $" ({line.Sku})")}";

    private static string? Quote(ReturnRequest request)
    {
        var notes = request.Lines.Select(line => line.Note?.Trim()).Where(note => note is { Length: > 0 }).Distinct();
        return string.Join('\n', notes) is { Length: > 0 } quote ? quote : null;
    }

    private static IEnumerable<string> History(Facts facts)
    {
        if (facts.File.Customer is { } customer)
        {
            yield return $"{Orders(customer.Orders)}{(customer.Spent is { } spent ? $", {spent} in all" : "")}";
            if (customer.OrdersRead > 0)
                yield return $"{customer.OrdersWithReturns} of the last {Orders(customer.OrdersRead)} had a return";
        }

        foreach (var past in facts.Around.Past)
            yield return $"{past.Name}: {Plain(past.Outcome.ToString())} on {past.ClosedAt:yyyy-MM-dd}"
                + (past.Amount is { } amount ? $", {amount}" : "");
    }

    private static string Orders(long count) => count == 1 ? "1 order" : $"{count} orders";

    private static string Since(WindowSource? source) =>
        source switch
        {
            WindowSource.Delivered => "Delivered",
            WindowSource.Fulfilled => "Sent (delivery unknown)",
            _ => "Ordered (delivery unknown)",
        };

    private static string Days(int days) =>
        days switch
        {
            0 => "today",
            1 => "yesterday",
            _ => $"{days} days ago",
        };

    private static string Plain(string handle) => handle.Replace('-', ' ').Replace('_', ' ').ToLowerInvariant();
}
