using Bogus;
using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Play;

/// <summary>
/// Fills the shop with made-up people, goods and orders, always the same for the same seed, and lets customers ask for returns.
/// </summary>
internal sealed class ShopGenerator(Shop shop, Counter counter, Merchant formerly)
{
    /// <summary>As often as they stand here.</summary>
    private static readonly string[] Reasons =
    [
        "SIZE_TOO_SMALL",
        "SIZE_TOO_SMALL",
        "SIZE_TOO_SMALL",
        "SIZE_TOO_LARGE",
        "SIZE_TOO_LARGE",
        "UNWANTED",
        "UNWANTED",
        "DEFECTIVE",
        "DEFECTIVE",
        "NOT_AS_DESCRIBED",
        "WRONG_ITEM",
        "UNWANTED",
        "COLOR",
        "STYLE",
        "COLOR",
        "STYLE",
        "SIZE_TOO_SMALL",
        "SIZE_TOO_LARGE",
        "OTHER",
        "UNKNOWN",
    ];

    private readonly Faker dice = new("de") { Random = new Randomizer(shop.Options.Seed) };
    private OrderMaker orders = null!;

    /// <summary>Customers, catalogue, the orders of the last ninety days, and what came back of them so far.</summary>
    internal void Fill()
    {
        shop.Do(() =>
        {
            new Stocktaking(shop, dice).Fill();
            orders = new OrderMaker(shop, dice);
            for (var made = 0; made < shop.Options.Orders; made++)
                orders.Make(shop.Now.AddMinutes(-dice.Random.Int(60, 90 * 24 * 60)));
            if (shop.Options.Orders > 0)
                orders.MakeBig(shop.Now.AddDays(-6), lines: 55);
            return shop.Orders.Count;
        });
        PlayHistory();
    }

    /// <summary>One more order, by default delivered the other day, so that it may be returned.</summary>
    internal Order NewOrder(DateTimeOffset? at = null) =>
        shop.Do(() => orders.Make(at ?? shop.Now.AddDays(-5), delivered: true));

    /// <summary>A customer asks to send something back; the webhook goes out.</summary>
    internal Return RequestReturn(ReturnWish? wish = null) =>
        shop.Do(() =>
        {
            wish ??= new ReturnWish();
            var order = wish.Order ?? UsualOrder();
            var lines = wish.Lines ?? Chosen(order);
            var reason = wish.Reason ?? dice.PickRandom(Reasons);
            var request = new RequestWish([.. lines.Select(line => Ask(line, wish, reason))])
            {
                Exchanges = wish.Exchange ? [(dice.PickRandom(shop.Variants), 1)] : [],
            };
            return counter.Returns.Request(order, request).Return!;
        });

    private LineWish Ask(OrderLine line, ReturnWish wish, string reason)
    {
        var goods = line.Order.Fulfillments.SelectMany(parcel => parcel.Lines).First(each => each.Line == line);
        var quantity = wish.Quantity ?? Math.Max(1, Left(line));
        return new LineWish(wish.Unverified ? null : goods, quantity, reason)
        {
            UnitPrice = line.UnitPrice,
            CustomerNote = wish.Note ?? SomeNote(),
            RestockingPercent = dice.Random.Bool(0.05f) && wish.Order is null ? 10 : null,
        };
    }

    private string? SomeNote() =>
        dice.Random.Bool(0.15f) ? dice.PickRandom(Notes.Nasty.AsEnumerable())
        : dice.Random.Bool(0.8f) ? dice.PickRandom(Notes.Plain.AsEnumerable())
        : null;

    /// <summary>Mostly customers send back one small thing that came the other day; now and then it is anything else.</summary>
    private Order UsualOrder() =>
        dice.Random.Bool(0.85f) ? orders.Make(shop.Now.AddDays(-dice.Random.Int(5, 25)), delivered: true) : SomeOrder();

    /// <summary>An order with goods nobody has asked to return yet; when there is none left, a new one.</summary>
    private Order SomeOrder()
    {
        var open = shop
            .Orders.Where(order =>
                order.CancelledAt is null && order.Lines.Count < 20 && order.Lines.Exists(Returnable)
            )
            .ToList();
        return open.Count > 0
            ? open[dice.Random.Int(0, open.Count - 1)]
            : orders.Make(shop.Now.AddDays(-5), delivered: true);
    }

    private List<OrderLine> Chosen(Order order)
    {
        var open = order.Lines.Where(Returnable).ToList();
        return dice.Random.Bool(0.8f) ? [open.MinBy(line => line.UnitPrice)!] : open;
    }

    private static bool Returnable(OrderLine line) =>
        Left(line) > 0 && line.Order.Fulfillments.Exists(parcel => parcel.Lines.Exists(each => each.Line == line));

    private static int Left(OrderLine line) =>
        line.RefundableQuantity
        - line.Order.Returns.Where(each => each.Status is "REQUESTED" or "OPEN")
            .SelectMany(each => each.Lines)
            .Where(back => back.Goods?.Line == line)
            .Sum(back => back.Quantity - back.Refunded);

    /// <summary>Some earlier returns, in every state they can be in, dated as they would have been. No news, so no ledger.</summary>
    private void PlayHistory()
    {
        var present = shop.Now;
        for (var played = 0; played < shop.Options.Orders / 10; played++)
        {
            var order = shop.Do(SomeOrder);
            var then = order.CreatedAt.AddDays(8);
            shop.Past = then < present ? then : present;
            var each = RequestReturn(
                new ReturnWish
                {
                    Order = order,
                    Exchange = played % 7 == 3,
                    Unverified = played % 9 == 4,
                }
            );
            End(each, played % 5);
        }

        shop.Past = null;
    }

    private void End(Return each, int how)
    {
        switch (how)
        {
            case 0:
                formerly.Decline(each, "RETURN_PERIOD_ENDED", "Too late");
                break;
            case 1:
                formerly.Approve(each);
                formerly.Refund(each);
                formerly.Close(each);
                break;
            case 2:
                formerly.Approve(each);
                break;
            case 3:
                formerly.Cancel(each);
                break;
        }
    }
}
