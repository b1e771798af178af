using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>Input objects turned into what the desks understand.</summary>
internal static class Inputs
{
    internal static IReadOnlyList<RefundLineWish> RefundLines(IReadOnlyList<Args>? lines) =>
        [
            .. (lines ?? []).Select(line => new RefundLineWish(
                line.Id("lineItemId"),
                line.Int("quantity") ?? 0,
                line.Text("restockType"),
                line.Text("locationId")
            )),
        ];

    internal static RefundWish Refund(Args input, Shop shop) =>
        new(input.Id("orderId"))
        {
            Note = input.Text("note"),
            Currency = input.Text("currency"),
            AllowOver = input.Flag("allowOverRefunding"),
            StoreCredit = input.Children("refundMethods") is { Count: > 0 },
            Lines = RefundLines(input.Children("refundLineItems")),
            Payments =
            [
                .. (input.Children("transactions") ?? []).Select(each => new PaymentWish(
                    each.Text("parentId"),
                    each.Sum("amount") ?? 0,
                    each.Id("kind")
                )),
            ],
            Shipping =
                input.Child("shipping") is { } shipping && shop.Find<Order>(input.Id("orderId")) is { } order
                    ? shipping.Flag("fullRefund")
                        ? Arithmetic.Shipping(order, all: true, null)
                        : order.FromPresentment(shipping.Sum("amount") ?? 0)
                    : null,
        };

    internal static ProcessWish Process(Args input)
    {
        var refund = input.Child("financialTransfer")?.Child("issueRefund");
        var shipping = input.Child("refundShipping");
        var payments = refund?.Children("orderTransactions");
        return new ProcessWish(input.Id("returnId"))
        {
            Note = input.Text("note"),
            Lines = [.. (input.Children("returnLineItems") ?? []).Select(ProcessLine)],
            Exchanges =
            [
                .. (input.Children("exchangeLineItems") ?? []).Select(line =>
                    (line.Id("id"), line.Int("quantity") ?? 0)
                ),
            ],
            AllowOver = refund?.Flag("allowOverRefunding") ?? false,
            StoreCredit = refund?.Children("refundMethods") is { Count: > 0 },
            Currencies = [.. (payments ?? []).Select(each => Money(each).Id("currencyCode"))],
            Payments = payments
                ?.Select(each => new PaymentWish(each.Id("parentId"), Money(each).Sum("amount") ?? 0))
                .ToList(),
            Shipping = order =>
                Arithmetic.Shipping(
                    order,
                    shipping?.Flag("fullRefund") ?? false,
                    shipping?.Child("shippingRefundAmount")?.Sum("amount")
                ),
        };
    }

    internal static RequestWish Request(Args input, Shop shop, Order order) =>
        new([
            .. (input.Children("returnLineItems") ?? [])
                .Select(line => (line, Goods: Goods(shop, order, line)))
                .Where(pair => pair.Goods is not null)
                .Select(pair => new LineWish(
                    pair.Goods,
                    pair.line.Int("quantity") ?? 0,
                    pair.line.Text("returnReason") ?? "UNKNOWN"
                )
                {
                    CustomerNote = pair.line.Text("customerNote"),
                    RestockingPercent = pair.line.Child("restockingFee")?.Number("percentage"),
                }),
        ])
        {
            ShippingFee = input.Child("returnShippingFee")?.Child("amount")?.Sum("amount"),
        };

    internal static LabelWish Label(Args args) =>
        new(
            args.Id("reverseFulfillmentOrderId"),
            [
                .. (args.Children("reverseDeliveryLineItems") ?? []).Select(line =>
                    (line.Id("reverseFulfillmentOrderLineItemId"), line.Int("quantity") ?? 0)
                ),
            ]
        )
        {
            TrackingNumber = args.Child("trackingInput")?.Text("number"),
            TrackingUrl = args.Child("trackingInput")?.Text("url"),
            LabelUrl = args.Child("labelInput")?.Text("fileUrl"),
        };

    internal static SubscriptionWish Subscription(string topic, Args input) =>
        new(topic)
        {
            Uri = input.Text("uri") ?? input.Text("callbackUrl"),
            Format = input.Text("format"),
            Filter = input.Text("filter"),
            Name = input.Text("name"),
            IncludeFields = input.Texts("includeFields") ?? [],
            MetafieldNamespaces = input.Texts("metafieldNamespaces") ?? [],
        };

    private static ProcessLineWish ProcessLine(Args line) =>
        new(
            line.Id("id"),
            line.Int("quantity") ?? 0,
            [
                .. (line.Children("dispositions") ?? []).Select(each => new DispositionWish(
                    each.Id("reverseFulfillmentOrderLineItemId"),
                    each.Int("quantity") ?? 0,
                    each.Id("dispositionType"),
                    each.Text("locationId")
                )),
            ]
        );

    private static FulfillmentLine? Goods(Shop shop, Order order, Args line) =>
        shop.FindOf<FulfillmentLine>(line.Id("fulfillmentLineItemId"), "FulfillmentLineItem") is { } goods
        && goods.Line.Order == order
            ? goods
            : null;

    private static Args Money(Args payment) => payment.Child("transactionAmount")!.Value;
}
