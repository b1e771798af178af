using System.Globalization;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>
/// Gives money back on an order. Its refusals are the recorded ones where a recording exists.
/// https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/refundCreate
/// </summary>
internal sealed class RefundDesk(Books books, Arithmetic arithmetic)
{
    private readonly Shop shop = books.Shop;

    internal RefundAnswer Create(RefundWish wish, string by = "")
    {
        if (shop.FindOf<Order>(wish.OrderId, "Order") is not { } order)
            return new(null, null, new UserError(["orderId"], "Order does not exist"));
        var refusals = Lines(order, wish).Concat(Money(order, wish.Payments, wish.AllowOver)).ToList();
        if (wish is { Lines.Count: 0, Payments.Count: 0, Shipping: null })
            refusals.Add(new(null, "Refund must have a line item, a shipping amount or a transaction"));
        if (wish.StoreCredit)
            refusals.Add(new(["refundMethods"], "Store credit is not enabled for this shop"));
        if (order.PresentmentCurrency != order.Currency && wish.Currency != order.PresentmentCurrency)
            refusals.Add(new(["currency"], "Currency must be the presentment currency of the order"));
        return refusals.Count > 0 ? new(null, order, refusals) : new(Book(order, wish, null, by), order);
    }

    /// <summary>Writes a refund that was checked already.</summary>
    internal Refund Book(Order order, RefundWish wish, Return? origin, string by = "")
    {
        var refund = shop.Add(
            new Refund(shop.NextId())
            {
                Order = order,
                Return = origin,
                Note = wish.Note,
                CreatedAt = shop.Now,
                Shipping = wish.Shipping ?? Amount.Zero,
            }
        );
        foreach (var line in wish.Lines)
            refund.Lines.Add(
                arithmetic.Line(
                    shop.Find<OrderLine>(line.LineItemId)!,
                    line.Quantity,
                    line.RestockType ?? "NO_RESTOCK",
                    shop.Find<Location>(line.LocationId)
                )
            );
        foreach (var payment in wish.Payments)
            refund.Transactions.Add(Move(order, payment));
        order.Refunds.Add(refund);
        origin?.Refunds.Add(refund);
        if (origin is null)
            CountOnReturns(refund);
        books.Record("refund", Subject(refund), Detail(order, refund.Total), by);
        books.Notifier.Tell("refunds/create", () => RefundPayloads.Created(shop, refund));
        books.Touch(order);
        return refund;
    }

    /// <summary>Whether these payments may go out on this order.</summary>
    internal IEnumerable<UserError> Money(Order order, IReadOnlyList<PaymentWish> payments, bool allowOver)
    {
        foreach (var payment in payments)
        {
            if (payment.Kind != "REFUND")
                yield return new(null, $"Kind {payment.Kind.ToLowerInvariant()} is not a valid transaction");
            else if (shop.Find<Transaction>(payment.ParentId)?.Order != order)
                yield return new(["transactions"], "Transactions require a parent_id associated with the order");
            else if (payment.Amount <= 0)
                yield return new(["transactions"], "Transactions amount must be greater than 0");
        }

        var total = payments.Sum(payment => payment.Amount);
        if (!allowOver && total > order.NetPayment.Presentment)
            yield return new(
                null,
                $"Refund amount {Price(order, total)} is greater than net payment received {Price(order, order.NetPayment.Presentment)}"
            );
    }

    private IEnumerable<UserError> Lines(Order order, RefundWish wish)
    {
        for (var index = 0; index < wish.Lines.Count; index++)
        {
            var line = wish.Lines[index];
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (shop.Find<OrderLine>(line.LineItemId) is not { } sold || sold.Order != order)
                yield return new(["refundLineItems", at, "lineItemId"], "Line item does not belong to the order");
            else if (line.Quantity < 1)
                yield return new(["refundLineItems", at, "quantity"], "Quantity must be greater than 0");
            else if (
                wish.Lines.Where(each => each.LineItemId == line.LineItemId).Sum(each => each.Quantity)
                > sold.RefundableQuantity
            )
                yield return new(
                    ["refundLineItems", at, "quantity"],
                    "Quantity cannot refund more items than were purchased"
                );
        }

        if (wish.Shipping is { } shipping && shipping.Presentment > Left(order))
            yield return new(["shipping"], "Shipping refund cannot be greater than the shipping that is left");
    }

    /// <summary>The gateway a caller names is not looked at: the parent payment decides.</summary>
    private Transaction Move(Order order, PaymentWish payment)
    {
        var parent = shop.Find<Transaction>(payment.ParentId)!;
        var moved = shop.Add(
            new Transaction(shop.NextId())
            {
                Order = order,
                Kind = "REFUND",
                Gateway = parent.Gateway,
                Parent = parent,
                Amount = order.FromPresentment(payment.Amount),
                CreatedAt = shop.Now,
            }
        );
        order.Transactions.Add(moved);
        return moved;
    }

    /// <summary>A refund made on the order takes the pieces off the open returns too, though it does not belong to them.</summary>
    private static void CountOnReturns(Refund refund)
    {
        foreach (var line in refund.Lines)
        {
            var left = line.Quantity;
            foreach (var back in Asked(refund.Order).Where(back => back.Goods?.Line == line.Line))
            {
                var now = Math.Min(left, back.Quantity - back.Refunded);
                back.Refunded += now;
                left -= now;
            }
        }
    }

    /// <summary>The return it is about, by its note or by its lines; else the order.</summary>
    private static string Subject(Refund refund)
    {
        var order = refund.Order;
        var found =
            refund.Return
            ?? order.Returns.Find(each => Names(refund.Note, each))
            ?? Asked(order).FirstOrDefault(back => refund.Lines.Exists(line => line.Line == back.Goods?.Line))?.Return;
        return found?.Name ?? order.Name;
    }

    private static bool Names(string? note, Return each) =>
        note is not null
        && (
            note.Contains(each.Gid, StringComparison.Ordinal)
            || note.Split([' ', ',', ';', ':', '(', ')', '.']).Contains(each.Name, StringComparer.Ordinal)
        );

    private static IEnumerable<ReturnLine> Asked(Order order) =>
        order.Returns.Where(each => each.Status is "REQUESTED" or "OPEN").SelectMany(each => each.Lines);

    private static decimal Left(Order order) => Arithmetic.Shipping(order, all: true, null).Presentment;

    private static string Detail(Order order, Amount amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount.Presentment:0.00} {order.PresentmentCurrency}");

    private static string Price(Order order, decimal sum)
    {
        var sign = order.PresentmentCurrency switch
        {
            "EUR" => "€",
            "GBP" => "£",
            "USD" or "CAD" or "AUD" => "$",
            var code => code + " ",
        };
        return sign + sum.ToString("0.00", CultureInfo.InvariantCulture);
    }
}

/// <summary>A refund somebody asks for; its payments are in the money the customer paid with.</summary>
internal sealed record RefundWish(string OrderId)
{
    internal string? Note { get; init; }
    internal string? Currency { get; init; }
    internal bool AllowOver { get; init; }
    internal bool StoreCredit { get; init; }
    internal Amount? Shipping { get; init; }
    internal IReadOnlyList<RefundLineWish> Lines { get; init; } = [];
    internal IReadOnlyList<PaymentWish> Payments { get; init; } = [];
}

internal sealed record PaymentWish(string? ParentId, decimal Amount, string Kind = "REFUND");
