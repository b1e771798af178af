using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>How an order is read.</summary>
internal static class OrderFields
{
    internal static void Add(Resolvers on, Shop shop, Arithmetic arithmetic)
    {
        var order = on.On<Order>("Order");
        Head(order);
        Totals(order);
        Parts(order, shop, arithmetic);
        Risk(on);
    }

    private static void Head(Fields<Order> order) =>
        order
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("name", each => each.Name)
            .Is("number", each => each.Number)
            .Is("createdAt", each => each.CreatedAt)
            .Is("processedAt", each => each.CreatedAt)
            .Is("updatedAt", each => each.UpdatedAt)
            .Is("cancelledAt", each => each.CancelledAt)
            .Is("cancelReason", each => each.CancelReason)
            .Is("closed", _ => false)
            .Is("closedAt", _ => null)
            .Is("confirmed", _ => true)
            .Is("test", each => each.Test)
            .Is("note", each => each.Note)
            .Is("tags", each => each.Tags)
            .Is("email", each => each.Email)
            .Is("phone", each => each.Customer?.Phone)
            .Is("currencyCode", each => each.Currency)
            .Is("presentmentCurrencyCode", each => each.PresentmentCurrency)
            .Is("taxesIncluded", each => each.TaxesIncluded)
            .Is("discountCodes", each => each.DiscountCode is { } code ? [code] : Array.Empty<string>())
            .Is("displayFinancialStatus", each => each.FinancialStatus)
            .Is("displayFulfillmentStatus", each => each.FulfillmentStatus)
            .Is("returnStatus", each => each.ReturnStatus)
            .Is("refundable", each => each.NetPayment.Presentment > 0)
            .Is("statusPageUrl", each => $"https://shop.example/orders/{each.Number}/status");

    private static void Totals(Fields<Order> order) =>
        order
            .Is("subtotalPriceSet", each => each.Lines.Sum(line => line.DiscountedTotal).InShopMoney(each))
            .Is("totalDiscountsSet", each => each.Lines.Sum(line => line.Discount).InShopMoney(each))
            .Is("totalShippingPriceSet", each => each.Shipping.InShopMoney(each))
            .Is("totalTaxSet", each => each.Lines.Sum(line => line.TaxOnTop + line.TaxWithin).InShopMoney(each))
            .Is("totalPriceSet", each => each.Total.In(each))
            .Is("currentTotalPriceSet", each => (each.Total - each.Refunded).In(each))
            .Is("totalReceivedSet", each => each.Received.In(each))
            .Is("totalRefundedSet", each => each.Refunded.In(each))
            .Is("totalRefundedShippingSet", each => each.ShippingRefunded.In(each))
            .Is("netPaymentSet", each => each.NetPayment.In(each))
            .Is("totalOutstandingSet", each => (each.Total - each.Received).In(each));

    private static void Parts(Fields<Order> order, Shop shop, Arithmetic arithmetic) =>
        order
            .Is("customer", each => each.Customer)
            .Is("shippingAddress", each => each.ShippingAddress)
            .Is("shippingLine", each => each.Shipping > 0 ? new ShippingLine(each) : null)
            .Is("lineItems", (each, args) => Page.Of(args, each.Lines))
            .Is("transactions", (each, args) => Head(args, each.Transactions))
            .Is("fulfillments", (each, args) => Head(args, each.Fulfillments))
            .Is("refunds", (each, args) => Head(args, each.Refunds))
            .Is("disputes", each => each.Disputes)
            .Is("risk", each => new RiskSummary(each))
            .Is("returns", (each, args) => Page.Of(args, each.Returns.Where(Search.Return(args.Text("query")))))
            .Is("suggestedRefund", (each, args) => Suggest(each, args, arithmetic, shop));

    private static Suggestion Suggest(Order order, Args args, Arithmetic arithmetic, Shop shop)
    {
        var everything = args.Flag("suggestFullRefund");
        var lines = Inputs.RefundLines(args.Children("refundLineItems"));
        foreach (var line in lines)
            shop.FindOf<OrderLine>(line.LineItemId, "LineItem");
        var shipping = Arithmetic.Shipping(
            order,
            args.Flag("refundShipping") || everything,
            args.Sum("shippingAmount")
        );
        return arithmetic.ForOrder(order, lines, everything, shipping);
    }

    private static void Risk(Resolvers on)
    {
        on.On<RiskSummary>("OrderRiskSummary")
            .Is("recommendation", risk => risk.Order.RiskRecommendation)
            .Is("assessments", risk => new[] { new RiskAssessment(risk.Order) });
        on.On<RiskAssessment>("OrderRiskAssessment")
            .Is("riskLevel", risk => risk.Order.RiskLevel)
            .Is("facts", risk => risk.Order.RiskLevel == "HIGH" ? new[] { new RiskFact() } : []);
        on.On<RiskFact>("RiskFact")
            .Is("description", _ => "Card and shipping address are in different countries")
            .Is("sentiment", _ => "NEGATIVE");
        on.On<Dispute>("OrderDisputeSummary")
            .Is("id", dispute => dispute.Gid)
            .Is("initiatedAs", dispute => dispute.Kind)
            .Is("status", dispute => dispute.Status);
        on.On<ShippingLine>("ShippingLine")
            .Is("title", _ => "Standard")
            .Is("originalPriceSet", line => line.Order.Shipping.InShopMoney(line.Order))
            .Is("discountedPriceSet", line => line.Order.Shipping.InShopMoney(line.Order));
    }

    internal static IEnumerable<T> Head<T>(Args args, List<T> list) =>
        args.Int("first") is { } first ? list.Take(first) : list;
}

internal sealed record RiskSummary(Order Order);

internal sealed record RiskAssessment(Order Order);

internal sealed record RiskFact;

internal sealed record ShippingLine(Order Order);
