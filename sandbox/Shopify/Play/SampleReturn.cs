using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Play;

/// <summary>
/// The return that Shopify's own trigger tool speaks of (<c>shopify app webhook trigger --topic returns/request</c>): in the
/// shop from the moment somebody asks for it, so that a sample webhook has something to find. No list shows it before.
/// </summary>
internal static class SampleReturn
{
    private const string Gid = "gid://shopify/Return/123134564567890";
    private const long OrderId = 4_783_296_544_821;

    private static readonly (long Line, long Sent, long Back, string Reason)[] Lines =
    [
        (4_176_556_606_960, 4_463_854_417_760, 987_654_321, "SIZE_TOO_SMALL"),
        (7_014_063_798_651, 7_219_216_693_661, 987_654_322, "SIZE_TOO_LARGE"),
    ];

    /// <summary>The sample, where it is the one that is asked for.</summary>
    internal static Return? Find(Shop shop, string? gid) => gid == Gid ? Make(shop) : null;

    private static Return Make(Shop shop)
    {
        var at = shop.Now.AddDays(-8);
        var order = shop.Add(
            new Order(OrderId)
            {
                Number = shop.NextOrderNumber(),
                CreatedAt = at,
                UpdatedAt = at,
                Currency = shop.Options.Currency,
                PresentmentCurrency = shop.Options.Currency,
                Rate = 1,
                TaxesIncluded = true,
                Customer = shop.Customers.Find(customer => customer.Email is not null),
                RiskLevel = "LOW",
                RiskRecommendation = "ACCEPT",
            }
        );
        var parcel = Sent(shop, order, at);
        var each = shop.Add(
            new Return(123_134_564_567_890)
            {
                Order = order,
                Name = order.Name + "-R1",
                CreatedAt = shop.Now,
            }
        );
        foreach (var ((id, sent, back, reason), variant) in Lines.Zip(shop.Variants))
        {
            var line = shop.Add(Sold(order, id, variant));
            order.Lines.Add(line);
            var goods = shop.Add(new FulfillmentLine(sent) { Line = line, Quantity = 1 });
            parcel.Lines.Add(goods);
            each.Lines.Add(shop.Add(Back(each, goods, back, reason)));
        }

        order.Transactions.Add(Paid(shop, order, at));
        order.Returns.Add(each);
        shop.Orders.Add(order);
        return each;
    }

    private static OrderLine Sold(Order order, long id, Variant variant) =>
        new(id)
        {
            Order = order,
            Variant = variant,
            Title = variant.Product.Title,
            Sku = variant.Sku,
            Quantity = 1,
            UnitPrice = variant.Price,
        };

    private static ReturnLine Back(Return each, FulfillmentLine goods, long id, string reason) =>
        new(verified: true, id)
        {
            Return = each,
            Goods = goods,
            UnitPrice = goods.Line.UnitPrice,
            Quantity = 1,
            Reason = reason,
        };

    private static Fulfillment Sent(Shop shop, Order order, DateTimeOffset at)
    {
        var parcel = shop.Add(
            new Fulfillment(shop.NextId())
            {
                Order = order,
                Name = order.Name + "-F1",
                CreatedAt = at.AddHours(20),
                DeliveredAt = at.AddDays(3),
                DisplayStatus = "DELIVERED",
                Carrier = "DHL",
                TrackingNumber = "003400000001",
                Location = shop.Locations[0],
            }
        );
        order.Fulfillments.Add(parcel);
        return parcel;
    }

    private static Transaction Paid(Shop shop, Order order, DateTimeOffset at) =>
        shop.Add(
            new Transaction(shop.NextId())
            {
                Order = order,
                Kind = "SALE",
                Gateway = "shopify_payments",
                Amount = order.Total,
                CreatedAt = at,
            }
        );
}
