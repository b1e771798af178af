using Bogus;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Play;

/// <summary>Makes orders as a shop has them: paid, mostly delivered, some with trouble.</summary>
internal sealed class OrderMaker(Shop shop, Faker dice)
{
    internal Order Make(DateTimeOffset at, bool delivered = false) => Make(at, dice.Random.Int(1, 4), delivered);

    /// <summary>An order with more lines than one page of a return holds.</summary>
    internal Order MakeBig(DateTimeOffset at, int lines) => Make(at, lines, delivered: true);

    private Order Make(DateTimeOffset at, int lines, bool delivered)
    {
        var order = Head(at);
        for (var made = 0; made < lines; made++)
            order.Lines.Add(shop.Add(Line(order)));
        Pay(order, at);
        if (delivered || dice.Random.Bool(0.9f))
            Send(order, at, delivered);
        if (!delivered && dice.Random.Bool(0.03f))
            order.Disputes.Add(
                shop.Add(new Dispute(shop.NextId()) { Kind = dice.PickRandom("CHARGEBACK", "INQUIRY") })
            );
        shop.Orders.Add(order);
        order.Customer?.Orders.Add(order);
        return order;
    }

    private Order Head(DateTimeOffset at)
    {
        var customer = dice.Random.Bool(0.95f) && shop.Customers.Count > 0 ? dice.PickRandom(shop.Customers) : null;
        var abroad = customer?.Address?.Country is "US" or "CH";
        var risky = dice.Random.Bool(0.04f);
        return shop.Add(
            new Order(shop.NextId())
            {
                Number = shop.NextOrderNumber(),
                CreatedAt = at,
                UpdatedAt = at,
                Currency = shop.Options.Currency,
                PresentmentCurrency =
                    !abroad ? shop.Options.Currency
                    : customer!.Address!.Country == "US" ? "USD"
                    : "CHF",
                Rate =
                    !abroad ? 1
                    : customer!.Address!.Country == "US" ? 1.08m
                    : 0.95m,
                TaxesIncluded = customer?.Address?.Country != "US",
                Shipping = dice.PickRandom(0m, 4.90m, 4.90m, 9.90m),
                DiscountCode = dice.Random.Bool(0.25f) ? "HERBST10" : null,
                Customer = customer,
                Email = customer?.Email,
                ShippingAddress = customer?.Address,
                RiskLevel = risky ? "HIGH" : "LOW",
                RiskRecommendation = risky ? "INVESTIGATE" : "ACCEPT",
                Test = dice.Random.Bool(0.02f),
            }
        );
    }

    private OrderLine Line(Order order)
    {
        var variant = dice.PickRandom(shop.Variants);
        var quantity = dice.Random.Bool(0.8f) ? 1 : dice.Random.Int(2, 3);
        var discount = order.DiscountCode is null ? 0 : decimal.Round(variant.Price * quantity * 0.10m, 2);
        var net = (variant.Price * quantity) - discount;
        return new OrderLine(shop.NextId())
        {
            Order = order,
            Variant = variant,
            Title = variant.Product.Title,
            Sku = variant.Sku,
            Quantity = quantity,
            UnitPrice = variant.Price,
            Discount = discount,
            TaxWithin = order.TaxesIncluded ? decimal.Round(net * 19 / 119, 2) : 0,
            TaxOnTop = order.TaxesIncluded ? 0 : decimal.Round(net * 0.08m, 2),
        };
    }

    private void Pay(Order order, DateTimeOffset at) =>
        order.Transactions.Add(
            shop.Add(
                new Transaction(shop.NextId())
                {
                    Order = order,
                    Kind = "SALE",
                    Gateway = dice.PickRandom("shopify_payments", "paypal", "klarna"),
                    Amount = order.Total,
                    CreatedAt = at,
                }
            )
        );

    private void Send(Order order, DateTimeOffset at, bool delivered)
    {
        var sent = at.AddHours(20);
        var arrived = at.AddDays(3);
        var there = arrived < shop.Now && (delivered || dice.Random.Bool(0.9f));
        var parcel = shop.Add(
            new Fulfillment(shop.NextId())
            {
                Order = order,
                Name = order.Name + "-F1",
                CreatedAt = sent < shop.Now ? sent : at,
                DeliveredAt = there ? arrived : null,
                DisplayStatus = there ? "DELIVERED" : "IN_TRANSIT",
                Carrier = "DHL",
                TrackingNumber = $"0034{dice.Random.Number(10000000, 99999999)}",
                Location = shop.Locations[0],
            }
        );
        foreach (var line in order.Lines)
            parcel.Lines.Add(shop.Add(new FulfillmentLine(shop.NextId()) { Line = line, Quantity = line.Quantity }));
        order.Fulfillments.Add(parcel);
    }
}
