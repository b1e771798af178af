using System.Globalization;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>
/// Goods are back: counts them, says where they went, and pays if it is told to. There is no key against doing it twice, only
/// the quantities. https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/returnProcess
/// </summary>
internal sealed class ProcessDesk(Books books, RefundDesk refunds)
{
    private readonly Shop shop = books.Shop;

    internal ReturnAnswer Process(ProcessWish wish)
    {
        if (shop.FindOf<Return>(wish.ReturnId, "Return") is not { } each)
            return ReturnAnswer.Refused("Return not found.", "NOT_FOUND", "input", "returnId");
        if (each.Status != "OPEN")
            return ReturnAnswer.Refused("Return is not open.", "INVALID_STATE", "input", "returnId");
        List<UserError> refusals = [.. Lines(each, wish), .. Exchanges(each, wish), .. Money(each, wish)];
        if (refusals.Count > 0)
            return new(null, refusals);
        var again = each.Lines.Exists(line => line.Processed > 0);
        foreach (var line in wish.Lines)
            Take(line);
        foreach (var (id, quantity) in wish.Exchanges)
            shop.Find<ExchangeLine>(id)!.Processed += quantity;
        books.Record("return processed", again ? $"{each.Name}, more of it" : each.Name, Pieces(wish));
        if (wish.Payments is { } payments)
            Pay(each, wish, payments);
        books.Notifier.Tell("returns/process", () => ReturnPayloads.Short(each));
        books.Touch(each.Order);
        return new(each);
    }

    private IEnumerable<UserError> Lines(Return each, ProcessWish wish)
    {
        for (var index = 0; index < wish.Lines.Count; index++)
        {
            var line = wish.Lines[index];
            string[] at = ["input", "returnLineItems", index.ToString(CultureInfo.InvariantCulture)];
            if (Owned(each, line.Id) is not { } owned)
            {
                yield return new([.. at, "id"], "Return line item not found.", "NOT_FOUND");
                continue;
            }

            var asked = wish.Lines.Where(other => other.Id == line.Id).Sum(other => other.Quantity);
            if (line.Quantity < 1 || asked > owned.Processable)
                yield return new([.. at, "quantity"], "Quantity is not processable.", "INVALID");
            foreach (var refusal in Dispositions(owned, line, at))
                yield return refusal;
        }
    }

    private IEnumerable<UserError> Dispositions(ReturnLine owned, ProcessLineWish line, string[] at)
    {
        if (line.Dispositions.Sum(each => each.Quantity) > line.Quantity)
            yield return new([.. at, "dispositions"], "Dispositions exceed the quantity.", "INVALID");
        for (var index = 0; index < line.Dispositions.Count; index++)
        {
            var disposition = line.Dispositions[index];
            string[] place = [.. at, "dispositions", index.ToString(CultureInfo.InvariantCulture)];
            if (shop.Find<ReverseLine>(disposition.ReverseLineId)?.ReturnLine != owned)
                yield return new(
                    [.. place, "reverseFulfillmentOrderLineItemId"],
                    "Reverse fulfillment order line item not found.",
                    "NOT_FOUND"
                );
            if (disposition.Kind == "RESTOCKED" && owned.Goods?.Line.Variant is null)
                yield return new(
                    [.. place, "dispositionType"],
                    "RESTOCKED is an invalid disposition type for a custom line item.",
                    "INVALID"
                );
            if (disposition.LocationId is { } location && shop.Find<Location>(location) is null)
                yield return new([.. place, "locationId"], "Location not found.", "NOT_FOUND");
        }
    }

    private IEnumerable<UserError> Exchanges(Return each, ProcessWish wish)
    {
        for (var index = 0; index < wish.Exchanges.Count; index++)
        {
            var (id, quantity) = wish.Exchanges[index];
            string[] at = ["input", "exchangeLineItems", index.ToString(CultureInfo.InvariantCulture)];
            if (shop.Find<ExchangeLine>(id) is not { } line || !each.Exchanges.Contains(line))
                yield return new([.. at, "id"], "Exchange line item not found.", "NOT_FOUND");
            else if (quantity < 1 || quantity > line.Quantity - line.Processed)
                yield return new([.. at, "quantity"], "Quantity is not processable.", "INVALID");
        }
    }

    private IEnumerable<UserError> Money(Return each, ProcessWish wish)
    {
        if (wish.StoreCredit)
            yield return new(["input", "financialTransfer"], "Store credit is not enabled for this shop", "INVALID");
        if (wish.Currencies.Any(currency => currency != each.Order.PresentmentCurrency))
            yield return new(
                ["input", "financialTransfer"],
                "Currency must be the presentment currency of the order",
                "INVALID"
            );
        foreach (var refusal in refunds.Money(each.Order, wish.Payments ?? [], wish.AllowOver))
            yield return refusal with
            {
                Field = ["input", "financialTransfer"],
                Code = "INVALID",
            };
    }

    private void Take(ProcessLineWish wish)
    {
        var line = shop.Find<ReturnLine>(wish.Id)!;
        line.Processed += wish.Quantity;
        foreach (var disposition in wish.Dispositions)
            shop.Find<ReverseLine>(disposition.ReverseLineId)!
                .Dispositions.Add(
                    shop.Add(
                        new Disposition(shop.NextId())
                        {
                            Kind = disposition.Kind,
                            Quantity = disposition.Quantity,
                            CreatedAt = shop.Now,
                            Location = shop.Find<Location>(disposition.LocationId),
                        }
                    )
                );
    }

    private void Pay(Return each, ProcessWish wish, IReadOnlyList<PaymentWish> payments)
    {
        List<RefundLineWish> lines = [];
        foreach (var taken in wish.Lines)
        {
            var line = shop.Find<ReturnLine>(taken.Id)!;
            var quantity = Math.Min(taken.Quantity, line.Refundable);
            if (quantity <= 0)
                continue;
            if (line.Goods is { } goods)
                lines.Add(new(goods.Line.Gid, quantity, "RETURN", null));
            line.Refunded += quantity;
        }

        refunds.Book(
            each.Order,
            new RefundWish(each.Order.Gid)
            {
                Note = wish.Note,
                Lines = lines,
                Payments = payments,
                Shipping = wish.Shipping(each.Order),
            },
            each
        );
    }

    private ReturnLine? Owned(Return each, string id) =>
        shop.FindOf<ReturnLine>(id, "ReturnLineItem", "UnverifiedReturnLineItem") is { } line && line.Return == each
            ? line
            : null;

    private static string Pieces(ProcessWish wish) =>
        wish.Lines.Sum(line => line.Quantity) is var count and not 1
            ? string.Create(CultureInfo.InvariantCulture, $"{count} pieces")
            : "1 piece";
}

internal sealed record ProcessWish(string ReturnId)
{
    internal IReadOnlyList<ProcessLineWish> Lines { get; init; } = [];
    internal IReadOnlyList<(string Id, int Quantity)> Exchanges { get; init; } = [];

    /// <summary>Null when no money is to move.</summary>
    internal IReadOnlyList<PaymentWish>? Payments { get; init; }
    internal IReadOnlyList<string> Currencies { get; init; } = [];
    internal bool AllowOver { get; init; }
    internal bool StoreCredit { get; init; }
    internal string? Note { get; init; }
    internal Func<Order, Amount> Shipping { get; init; } = _ => Amount.Zero;
}

internal sealed record ProcessLineWish(string Id, int Quantity, IReadOnlyList<DispositionWish> Dispositions);

internal sealed record DispositionWish(string ReverseLineId, int Quantity, string Kind, string? LocationId);
