using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Door;

/// <summary><c>GET /state</c>: what the page shows of the shop, newest first, at most fifty of each.</summary>
internal sealed class StateDoor(Shop shop)
{
    private const int Most = 50;

    internal IResult Answer() =>
        Results.Json(
            shop.Do(() =>
                new
                {
                    shop = shop.Options.ShopName,
                    orders = shop
                        .Orders.OrderByDescending(order => order.UpdatedAt)
                        .ThenByDescending(order => order.Id)
                        .Take(Most)
                        .Select(One)
                        .ToList(),
                    returns = shop
                        .Orders.SelectMany(order => order.Returns)
                        .OrderByDescending(each => each.CreatedAt)
                        .ThenByDescending(each => each.Id)
                        .Take(Most)
                        .Select(One)
                        .ToList(),
                }
            )
        );

    private static object One(Order order) =>
        new
        {
            id = order.Gid,
            name = order.Name,
            customer = order.Customer?.DisplayName,
            status = order.FinancialStatus,
            returnStatus = order.ReturnStatus,
            total = order.Total.Presentment,
            refunded = order.Refunded.Presentment,
            currency = order.PresentmentCurrency,
            tags = order.Tags.ToArray(),
            cancelled = order.CancelledAt is not null,
            updatedAt = order.UpdatedAt,
        };

    private static object One(Return each) =>
        new
        {
            id = each.Gid,
            name = each.Name,
            order = each.Order.Name,
            paid = each.Order.FinancialStatus,
            status = each.Status,
            reason = each.Lines[0].Reason,
            note = each.Lines[0].CustomerNote,
            pieces = each.Lines.Sum(line => line.Quantity),
            value = each.Lines.Sum(line => Worth(line, line.Quantity)),
            refunded = each.Lines.Sum(line => Worth(line, line.Refunded)),
            currency = each.Order.Currency,
            createdAt = each.CreatedAt,
        };

    private static decimal Worth(ReturnLine line, int quantity) =>
        line.Goods is { } goods ? goods.Line.Worth(quantity) : line.UnitPrice * quantity;
}
