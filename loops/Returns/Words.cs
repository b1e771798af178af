using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>What is said about a return: on cards, to customers, in the log.</summary>
internal static class Words
{
    internal static string Paid(Facts facts) => Paid(facts, facts.Refund);

    /// <summary>A part of the refund, as people read it.</summary>
    internal static string Paid(Facts facts, Money? owed)
    {
        if (facts.File.Return.Settlement is not Settlement.Refund refund || owed is not { } money)
            return "";
        var (shop, paid) = Lowering.To(money, refund.Shop, refund.Paid);
        return ReturnWords.Amount(shop, paid);
    }

    /// <param name="facts">The facts.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="why">Why people are asked.</param>
    /// <param name="owed">What is still to be given; all that the shop says where absent.</param>
    internal static Question Asked(Facts facts, Policy policy, string why, Money? owed = null)
    {
        var (request, order) = (facts.File.Return, facts.File.Order);
        var stake = owed ?? facts.Refund;
        return new Question($"Return {request.Name}{(stake is null ? "" : " · " + Paid(facts, stake))}", why)
        {
            Fields =
            [
                new Field("Refund", stake is null ? "none" : Paid(facts, stake)),
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
            AskedBy = facts.File.Customer?.Email,
            Amount = stake,
            Deadline = facts.Around.Now.AddHours(policy.Limits.AnswerWithinHours),
        };
    }

    /// <summary>To the customer where there is an address, else to colleagues, so that somebody knows.</summary>
    internal static IEnumerable<Effect> Tell(Facts facts, Letter letter)
    {
        var matter = "return:" + facts.File.Return.Id;
        if (facts.File.Customer?.Email is { Length: > 0 } email)
        {
            yield return new ReplyToCustomer(matter, letter.Subject, letter.Body)
            {
                Email = email,
                Name = facts.File.Customer.Name,
                Refund = letter.Refund,
            };
            yield break;
        }

        var before =
            $"{letter.Subject}: the customer has no e-mail address in the shop and was not written to. The message would have been:\n\n";
        yield return new NoteInHelpdesk(matter, $"No e-mail address: {letter.Subject}", before + letter.Body)
        {
            Refund = letter.Refund is { } refund ? refund with { At = before.Length + refund.At } : null,
        };
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
                facts.Refund is { } refund ? LogCell.Of("Refund", refund) : new LogCell("Refund", ""),
                new LogCell("Currency", facts.Refund?.Currency ?? ""),
                new LogCell("Reason", string.Join(", ", request.Lines.Select(line => line.Reason).Distinct())),
                new LogCell("Goods", string.Join("; ", request.Lines.Select(Goods))),
                new LogCell("Said", result == "declined" ? "{reason}" : ""),
            ]
        );
    }

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
