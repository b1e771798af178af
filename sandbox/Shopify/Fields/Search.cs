using System.Globalization;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>
/// The part of Shopify's search language that a returns loop needs: <c>field:value</c> terms, comparisons, AND and OR. A field
/// it does not know is ignored and reported, as Shopify does. https://shopify.dev/docs/api/usage/search-syntax
/// </summary>
internal static class Search
{
    internal static Func<Return, bool> Return(string? query) =>
        each => Terms(query).All(term => term.Field != "status" || Same(each.Status, term.Value));

    internal static Func<Order, bool> Order(string? query, Action<string> unknown)
    {
        var either = (query ?? "")
            .Split(" OR ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Terms(part).Select(term => Test(term, unknown)).ToList())
            .ToList();
        return order => either.Count == 0 || either.Exists(all => all.TrueForAll(test => test(order)));
    }

    private static Func<Order, bool> Test(Term term, Action<string> unknown)
    {
        switch (term.Field)
        {
            case "return_status":
                return order => Same(order.ReturnStatus, term.Value);
            case "financial_status":
                return order => Same(order.FinancialStatus, term.Value);
            case "fulfillment_status":
                return order => Same(order.FulfillmentStatus, term.Value);
            case "name":
                return order => Same(order.Name.TrimStart('#'), term.Value.TrimStart('#'));
            case "id":
                return order => order.Id.ToString(CultureInfo.InvariantCulture) == term.Value;
            case "customer_id":
                return order => order.Customer?.Id.ToString(CultureInfo.InvariantCulture) == term.Value;
            case "email":
                return order => Same(order.Email, term.Value);
            case "tag":
                return order => order.Tags.Contains(term.Value, StringComparer.OrdinalIgnoreCase);
            case "test":
                return order => order.Test == Same("true", term.Value);
            case "created_at" or "processed_at":
                return order => InTime(order.CreatedAt, term);
            case "updated_at":
                return order => InTime(order.UpdatedAt, term);
            default:
                unknown(term.Field);
                return _ => true;
        }
    }

    private static bool InTime(DateTimeOffset time, Term term)
    {
        if (
            !DateTimeOffset.TryParse(
                term.Value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var limit
            )
        )
            return false;
        return term.Sign switch
        {
            ">=" => time >= limit,
            ">" => time > limit,
            "<=" => time <= limit,
            "<" => time < limit,
            _ => time.UtcDateTime.Date == limit.UtcDateTime.Date,
        };
    }

    private static List<Term> Terms(string? query)
    {
        List<Term> terms = [];
        foreach (var word in Words(query ?? ""))
        {
            var parts = word.Split(':', 2);
            if (parts.Length != 2)
                continue;
            var value = parts[1];
            var sign =
                Array.Find([">=", "<=", ">", "<"], each => value.StartsWith(each, StringComparison.Ordinal)) ?? "";
            terms.Add(new Term(parts[0], sign, value[sign.Length..].Trim('"', '\'')));
        }

        return terms;
    }

    /// <summary>Split at spaces that are not inside quotes.</summary>
    private static IEnumerable<string> Words(string query)
    {
        var start = 0;
        var quote = '\0';
        for (var at = 0; at <= query.Length; at++)
        {
            var letter = at < query.Length ? query[at] : ' ';
            if (quote != '\0')
                quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'')
                quote = letter;
            else if (letter == ' ')
            {
                if (at > start)
                    yield return query[start..at];
                start = at + 1;
            }
        }
    }

    private static bool Same(string? left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private sealed record Term(string Field, string Sign, string Value);
}
