using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>How a return and its lines are read.</summary>
internal static class ReturnFields
{
    internal static void Add(Resolvers on, Shop shop, Arithmetic arithmetic)
    {
        Whole(on.On<Return>("Return"), shop, arithmetic);
        on.On<Decline>("ReturnDecline").Is("reason", each => each.Reason).Is("note", each => each.Note);
        Line(on.On<ReturnLine>("ReturnLineItem", TypeOf))
            .Is("fulfillmentLineItem", each => each.Goods)
            .Is("restockingFee", each => each.RestockingFee is { } fee ? new FeeOf(each.Return.Order, fee) : null)
            .Is(
                "withCodeDiscountedTotalPriceSet",
                each => each.Goods!.Line.Worth(each.Quantity).InShopMoney(each.Return.Order)
            );
        Line(on.On<ReturnLine>("UnverifiedReturnLineItem", TypeOf))
            .Is("unitPrice", each => new Sum(each.UnitPrice, each.Return.Order.Currency));
        Exchange(on.On<ExchangeLine>("ExchangeLineItem"));
        on.On<ReturnReason>("ReturnReasonDefinition")
            .Is("id", each => each.Gid)
            .Is("handle", each => each.Handle)
            .Is("name", each => each.Name)
            .Is("deleted", _ => false);
        on.On<FeeOf>("ReturnShippingFee")
            .Is("id", each => each.Fee.Gid)
            .Is("amountSet", each => each.Fee.Price.InShopMoney(each.Order));
        on.On<FeeOf>("RestockingFee")
            .Is("id", each => each.Fee.Gid)
            .Is("amountSet", each => each.Fee.Price.InShopMoney(each.Order))
            .Is("percentage", each => each.Fee.Percentage);
    }

    private static void Whole(Fields<Return> whole, Shop shop, Arithmetic arithmetic) =>
        whole
            .Is("id", each => each.Gid)
            .Is("name", each => each.Name)
            .Is("status", each => each.Status)
            .Is("order", each => each.Order)
            .Is("createdAt", each => each.CreatedAt)
            .Is("requestApprovedAt", each => each.ApprovedAt)
            .Is("closedAt", each => each.ClosedAt)
            .Is("decline", each => each.Decline)
            .Is("totalQuantity", each => each.Lines.Sum(line => line.Quantity))
            .Is("returnLineItems", (each, args) => Page.Of(args, Lines(each, args)))
            .Is("exchangeLineItems", (each, args) => Page.Of(args, each.Exchanges))
            .Is("refunds", (each, args) => Page.Of(args, each.Refunds))
            .Is("transactions", (each, args) => Page.Of(args, each.Refunds.SelectMany(refund => refund.Transactions)))
            .Is("reverseFulfillmentOrders", (each, args) => Page.Of(args, each.ReverseOrders))
            .Is(
                "returnShippingFees",
                each => each.ShippingFee is { } fee ? [new FeeOf(each.Order, fee)] : Array.Empty<FeeOf>()
            )
            .Is("suggestedFinancialOutcome", (each, args) => new Outcome(Suggest(each, args, shop, arithmetic)))
            .Is("suggestedRefund", (each, args) => new OldReturnSuggestion(Suggest(each, args, shop, arithmetic)));

    private static Fields<ReturnLine> Line(Fields<ReturnLine> line) =>
        line.Is("id", each => each.Gid)
            .Is("quantity", each => each.Quantity)
            .Is("processableQuantity", each => each.Processable)
            .Is("processedQuantity", each => each.Processed)
            .Is("unprocessedQuantity", each => each.Quantity - each.Processed)
            .Is("refundableQuantity", each => each.Refundable)
            .Is("refundedQuantity", each => each.Refunded)
            .Is("customerNote", each => each.CustomerNote)
            .Is("returnReason", each => each.Reason)
            .Is("returnReasonDefinition", each => each.Definition)
            .Is("returnReasonNote", each => each.ReasonNote);

    private static void Exchange(Fields<ExchangeLine> line) =>
        line.Is("id", each => each.Gid)
            .Is("quantity", each => each.Quantity)
            .Is("processableQuantity", each => each.Quantity - each.Processed)
            .Is("processedQuantity", each => each.Processed)
            .Is("unprocessedQuantity", each => each.Quantity - each.Processed)
            .Is("lineItems", _ => null)
            .Is("title", each => each.Variant.Product.Title)
            .Is("productId", each => each.Variant.Product.Gid)
            .Is("variantId", each => each.Variant.Gid)
            .Is("variantSku", each => each.Variant.Sku)
            .Is("variantTitle", each => each.Variant.Title);

    private static IEnumerable<ReturnLine> Lines(Return each, Args args) =>
        args.Text("processingStatus") switch
        {
            "PROCESSABLE" => each.Lines.Where(line => line.Processable > 0),
            "PROCESSED" => each.Lines.Where(line => line.Processed > 0),
            _ => each.Lines,
        };

    private static Suggestion Suggest(Return each, Args args, Shop shop, Arithmetic arithmetic)
    {
        var lines = (args.Children("returnLineItems") ?? args.Children("returnRefundLineItems") ?? [])
            .Select(line => (Owned(shop, each, line), Quantity: line.Int("quantity") ?? 0))
            .ToList();
        var exchanges = (args.Children("exchangeLineItems") ?? [])
            .Select(line => (Line: shop.Find<ExchangeLine>(line.Id("id")), Quantity: line.Int("quantity") ?? 0))
            .Where(pair => pair.Line is not null && each.Exchanges.Contains(pair.Line))
            .Select(pair => (pair.Line!, pair.Quantity))
            .ToList();
        var shipping = args.Child("refundShipping");
        return arithmetic.ForReturn(
            each,
            lines,
            exchanges,
            Arithmetic.Shipping(
                each.Order,
                shipping?.Flag("fullRefund") ?? false,
                shipping?.Child("shippingRefundAmount")?.Sum("amount")
            )
        );
    }

    private static ReturnLine Owned(Shop shop, Return each, Args line)
    {
        var id = line.Text("id") ?? line.Id("returnLineItemId");
        return
            shop.FindOf<ReturnLine>(id, "ReturnLineItem", "UnverifiedReturnLineItem") is { } owned
            && owned.Return == each
            ? owned
            : throw new TopLevelException($"Invalid id: {id}", "RESOURCE_NOT_FOUND");
    }

    private static string TypeOf(ReturnLine line) => line.Goods is null ? "UnverifiedReturnLineItem" : "ReturnLineItem";
}

internal sealed record FeeOf(Order Order, Fee Fee);
