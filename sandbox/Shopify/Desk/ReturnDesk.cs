using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>
/// A return's way from REQUESTED to its end. Approving moves no money: it opens the return and writes down what must come
/// back. https://shopify.dev/docs/apps/build/orders-fulfillment/returns-apps
/// </summary>
internal sealed class ReturnDesk(Books books)
{
    private readonly Shop shop = books.Shop;

    internal ReturnAnswer Request(Order order, RequestWish wish)
    {
        var each = Build(order, wish);
        if (each.Lines.Count == 0)
            return ReturnAnswer.Refused("Return line items can't be blank", "BLANK", "input", "returnLineItems");
        shop.Add(each);
        each.Lines.ForEach(line => shop.Add(line));
        each.Exchanges.ForEach(line => shop.Add(line));
        order.Returns.Add(each);
        books.Notifier.Tell("returns/request", () => ReturnPayloads.Whole(each));
        books.Touch(order);
        return new(each);
    }

    internal ReturnAnswer Approve(string id, string by = "")
    {
        if (shop.FindOf<Return>(id, "Return") is not { } each)
            return NotFound("id");
        if (each.Status != "REQUESTED")
            return ReturnAnswer.Refused(
                "Return is not approvable. Only returns with status REQUESTED can be approved.",
                "INVALID_STATE",
                "input",
                "id"
            );
        each.Status = "OPEN";
        each.ApprovedAt = shop.Now;
        each.ReverseOrders.Add(ComingBack(each));
        books.Record("return approved", each.Name, by: by);
        books.Notifier.Tell("returns/approve", () => ReturnPayloads.Whole(each));
        books.Touch(each.Order);
        return new(each);
    }

    internal ReturnAnswer Decline(string id, string reason, string? note, string by = "")
    {
        if (shop.FindOf<Return>(id, "Return") is not { } each)
            return NotFound("id");
        if (each.Status == "DECLINED")
            return ReturnAnswer.Refused("The return is already declined.", "INVALID_STATE", "input", "id");
        if (each.Status != "REQUESTED")
            return ReturnAnswer.Refused(
                "Return is not declinable. Only returns with status REQUESTED can be declined.",
                "INVALID_STATE",
                "input",
                "id"
            );
        each.Status = "DECLINED";
        each.Decline = new Decline(reason, note);
        books.Record("return declined", each.Name, reason, by);
        books.Notifier.Tell("returns/decline", () => ReturnPayloads.Declined(each));
        books.Touch(each.Order);
        return new(each);
    }

    internal ReturnAnswer Close(string id, string by = "")
    {
        if (shop.FindOf<Return>(id, "Return") is not { } each)
            return ReturnAnswer.Refused("Return not found.", "NOT_FOUND", "id");
        if (each.Status != "OPEN")
            return ReturnAnswer.Refused("Return is not open.", "INVALID_STATE", "id");
        each.Status = "CLOSED";
        each.ClosedAt = shop.Now;
        books.Record("return closed", each.Name, by: by);
        books.Notifier.Tell("returns/close", () => ReturnPayloads.Short(each));
        books.Touch(each.Order);
        return new(each);
    }

    /// <summary>Only before any work was done on it.</summary>
    internal ReturnAnswer Cancel(string id, string by = "")
    {
        if (shop.FindOf<Return>(id, "Return") is not { } each)
            return ReturnAnswer.Refused("Return not found.", "NOT_FOUND", "id");
        if (each.Status is not ("REQUESTED" or "OPEN") || each.Lines.Exists(line => line.Processed + line.Refunded > 0))
            return ReturnAnswer.Refused("Return is not cancelable.", "INVALID_STATE", "id");
        each.Status = "CANCELED";
        each.ReverseOrders.ForEach(reverse => reverse.Status = "CANCELED");
        books.Record("return canceled", each.Name, by: by);
        books.Notifier.Tell("returns/cancel", () => ReturnPayloads.Short(each));
        books.Touch(each.Order);
        return new(each);
    }

    private Return Build(Order order, RequestWish wish)
    {
        var each = new Return(shop.NextId())
        {
            Order = order,
            Name = $"{order.Name}-R{order.Returns.Count + 1}",
            CreatedAt = wish.At ?? shop.Now,
            ShippingFee = wish.ShippingFee is { } fee
                ? new Fee("ReturnShippingFee", shop.NextId()) { Price = fee }
                : null,
        };
        foreach (var line in wish.Lines)
            each.Lines.Add(Line(each, line));
        foreach (var (variant, quantity) in wish.Exchanges)
            each.Exchanges.Add(new ExchangeLine(shop.NextId()) { Variant = variant, Quantity = quantity });
        return each;
    }

    private ReturnLine Line(Return each, LineWish wish) =>
        new(wish.Goods is not null, shop.NextId())
        {
            Return = each,
            Goods = wish.Goods,
            UnitPrice = wish.UnitPrice,
            Quantity = wish.Quantity,
            Reason = wish.Reason,
            Definition = shop.Reasons.Find(reason => reason.Handle == Handle(wish.Reason)),
            ReasonNote = wish.ReasonNote,
            CustomerNote = wish.CustomerNote,
            RestockingFee = wish.RestockingPercent is { } percent
                ? new Fee("RestockingFee", shop.NextId())
                {
                    Percentage = percent,
                    Price = decimal.Round(
                        (wish.Goods?.Line.Share(wish.Quantity).Total.Shop ?? 0) * (decimal)percent / 100,
                        2
                    ),
                }
                : null,
        };

    private ReverseOrder ComingBack(Return each)
    {
        var reverse = shop.Add(new ReverseOrder(shop.NextId()) { Return = each });
        foreach (var line in each.Lines)
            reverse.Lines.Add(shop.Add(new ReverseLine(shop.NextId()) { ReturnLine = line, Quantity = line.Quantity }));
        return reverse;
    }

    internal static string Handle(string reason) => reason.ToLowerInvariant().Replace('_', '-');

    private static ReturnAnswer NotFound(string field) =>
        ReturnAnswer.Refused("Return not found.", "NOT_FOUND", "input", field);
}

/// <summary>A return somebody asks for.</summary>
internal sealed record RequestWish(IReadOnlyList<LineWish> Lines)
{
    internal IReadOnlyList<(Variant Variant, int Quantity)> Exchanges { get; init; } = [];
    internal decimal? ShippingFee { get; init; }
    internal DateTimeOffset? At { get; init; }
}

internal sealed record LineWish(FulfillmentLine? Goods, int Quantity, string Reason)
{
    internal decimal UnitPrice { get; init; }
    internal string ReasonNote { get; init; } = "";
    internal string? CustomerNote { get; init; }
    internal double? RestockingPercent { get; init; }
}
