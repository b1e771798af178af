using OpsBot.Loops.Rules;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>The facts of a return that rules may speak of, under the names a shop writes in its table.</summary>
public static class Fields
{
    /// <summary>All of them.</summary>
    /// <param name="currency">The shop's currency.</param>
    public static IReadOnlyList<FactField<Facts>> All(string currency) =>
        [.. OfReturn(currency), .. OfOrder(), .. OfCustomer()];

    private static FactField<Facts>[] OfReturn(string currency) =>
        [
            FactField<Facts>.Number("value", "the refund", currency, facts => facts.Refund?.Amount),
            FactField<Facts>.Text(
                "reason",
                "the reason",
                null,
                facts => [.. facts.File.Return.Lines.Select(line => line.Reason)]
            ),
            FactField<Facts>.Number(
                "items",
                "the number of items",
                null,
                facts => facts.File.Return.Lines.Sum(line => line.Quantity)
            ),
            FactField<Facts>.Number(
                "daysSinceDelivery",
                "the time since delivery",
                "days",
                facts => facts.DaysInWindow
            ),
            FactField<Facts>.Flag("foreignCurrency", "the customer paid in another currency", PaidInAnother),
        ];

    private static FactField<Facts>[] OfOrder() =>
        [
            FactField<Facts>.Text(
                "tags",
                "the list of order and product tags",
                null,
                facts => [.. facts.File.Order.Tags, .. facts.File.Order.ProductTags]
            ),
            FactField<Facts>.Flag("openDispute", "a bank dispute is open", facts => facts.File.Order.HasOpenDispute),
            FactField<Facts>.Text(
                "risk",
                "the fraud risk",
                ["low", "medium", "high"],
                facts => facts.File.Order.Risk is RiskLevel.Unknown ? null : [facts.File.Order.Risk.ToString()]
            ),
            FactField<Facts>.Flag("testOrder", "it is a trial order", facts => facts.File.Order.IsTest),
        ];

    private static FactField<Facts>[] OfCustomer() =>
        [
            FactField<Facts>.Flag(
                "guest",
                "the customer is not known to the shop",
                facts => facts.File.Customer is null
            ),
            FactField<Facts>.Number(
                "customerOrders",
                "the number of the customer's orders",
                null,
                facts => facts.File.Customer?.Orders
            ),
            FactField<Facts>.Number(
                "returnRate",
                "the share of the customer's orders with a return",
                null,
                facts => facts.ReturnRate
            ),
        ];

    private static bool? PaidInAnother(Facts facts) =>
        facts.File.Return.Settlement is Settlement.Refund refund && refund.Shop.Currency != refund.Paid.Currency;
}
