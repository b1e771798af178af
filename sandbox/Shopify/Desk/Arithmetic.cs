using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>Works out refunds: what goods are worth after discounts and taxes, less fees and exchanges.</summary>
internal sealed class Arithmetic(Shop shop)
{
    internal Suggestion ForOrder(Order order, IReadOnlyList<RefundLineWish> wishes, bool everything, Amount shipping)
    {
        var lines = everything
            ? order
                .Lines.Where(line => line.RefundableQuantity > 0)
                .Select(line => Line(line, line.RefundableQuantity, "NO_RESTOCK"))
            : wishes
                .Where(wish => shop.Find<OrderLine>(wish.LineItemId)?.Order == order)
                .Select(wish =>
                    Line(shop.Find<OrderLine>(wish.LineItemId)!, wish.Quantity, wish.RestockType ?? "NO_RESTOCK")
                );
        return Sum(order, [.. lines], Amount.Zero, Amount.Zero, shipping);
    }

    internal Suggestion ForReturn(
        Return each,
        IReadOnlyList<(ReturnLine Line, int Quantity)> lines,
        IReadOnlyList<(ExchangeLine Line, int Quantity)> exchanges,
        Amount shipping
    )
    {
        var order = each.Order;
        var unverified = lines.Where(pair => pair.Line.Goods is null).Sum(pair => pair.Line.UnitPrice * pair.Quantity);
        var goods = lines
            .Where(pair => pair.Line.Goods is not null)
            .Select(pair => Line(pair.Line.Goods!.Line, Math.Min(pair.Quantity, pair.Line.Refundable), "RETURN"));
        var fees =
            lines.Sum(pair => Part(pair.Line.RestockingFee, pair.Quantity, pair.Line.Quantity))
            + (each.ShippingFee?.Price ?? 0);
        var instead = exchanges.Sum(pair => pair.Line.Variant.Price * pair.Quantity);
        return Sum(order, [.. goods], order.Money(unverified), order.Money(fees + instead), shipping);
    }

    /// <summary>All of the shipping, a part of it, or none; never more than is left of it.</summary>
    internal static Amount Shipping(Order order, bool all, decimal? part)
    {
        var left = order.Money(order.Shipping) - order.ShippingRefunded;
        return all ? left : Amount.Min(order.FromPresentment(part ?? 0), left);
    }

    internal RefundLine Line(OrderLine line, int quantity, string restockType, Location? location = null) =>
        new(shop.NextId())
        {
            Line = line,
            Quantity = quantity,
            RestockType = restockType,
            Share = line.Share(quantity),
            Location = location,
        };

    private static Suggestion Sum(
        Order order,
        IReadOnlyList<RefundLine> lines,
        Amount unverified,
        Amount deductions,
        Amount shipping
    )
    {
        var subtotal = Amount.Sum(lines.Select(line => line.Share.Subtotal)) + unverified;
        return new Suggestion
        {
            Order = order,
            Lines = lines,
            Subtotal = subtotal,
            Tax = Amount.Sum(lines.Select(line => line.Share.Tax)),
            Goods = subtotal + Amount.Sum(lines.Select(line => line.Share.TaxOnTop)),
            Deductions = deductions,
            Shipping = shipping,
        };
    }

    private static decimal Part(Fee? fee, int quantity, int of) =>
        fee is null ? 0 : decimal.Round(fee.Price * quantity / of, 2, MidpointRounding.AwayFromZero);
}

internal sealed record RefundLineWish(string LineItemId, int Quantity, string? RestockType, string? LocationId);
