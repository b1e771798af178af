using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>A sum with the order whose two currencies it is in.</summary>
internal sealed record Bag(Order Order, Amount Amount);

internal sealed record Sum(decimal Amount, string Currency);

/// <summary>Sums, pages and the other small types that everything else is made of.</summary>
internal static class MoneyFields
{
    internal static Bag In(this Amount amount, Order order) => new(order, amount);

    internal static Bag InShopMoney(this decimal shop, Order order) => new(order, order.Money(shop));

    internal static void Add(Resolvers on)
    {
        on.On<Bag>("MoneyBag")
            .Is("shopMoney", bag => new Sum(bag.Amount.Shop, bag.Order.Currency))
            .Is("presentmentMoney", bag => new Sum(bag.Amount.Presentment, bag.Order.PresentmentCurrency));
        on.On<Sum>("MoneyV2").Is("amount", sum => sum.Amount).Is("currencyCode", sum => sum.Currency);
        on.On<Page>("PageInfo")
            .Is("hasNextPage", page => page.HasNext)
            .Is("hasPreviousPage", page => page.HasPrevious)
            .Is("startCursor", page => page.Edges.Count > 0 ? page.Edges[0].Cursor : null)
            .Is("endCursor", page => page.Edges.Count > 0 ? page.Edges[^1].Cursor : null);
    }
}
