using System.Globalization;
using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Reads all that Shopify knows of a return.</summary>
internal sealed class ShopifyReturnDesk(ShopifyClient shopify, ShopifyReturns returns, ShopifyOptions options)
    : IReturnDesk
{
    /// <inheritdoc/>
    public async Task<ReturnFile?> FindAsync(string returnId, CancellationToken cancel)
    {
        var data = await shopify.QueryAsync(ShopifyDocument.ReturnFile, new { id = returnId }, cancel);
        if (data.Get("return") is not { } read)
            return null;
        var back = await returns.WholeAsync(returnId, read, cancel);
        var outcome = await returns.OutcomeAsync(back, cancel);

        var order = read.GetProperty("order");
        var refunds = Refunds(read, order);
        var link = new Uri(
            options.Address!,
            string.Create(CultureInfo.InvariantCulture, $"/admin/orders/{order.Text("legacyResourceId")}")
        );
        var request = new ReturnRequest(
            back.Id,
            read.Text("name"),
            Status(back.Status),
            [.. back.Lines.Select(Line)],
            outcome.Settlement
        )
        {
            HasExchange = back.Exchanges.Count > 0,
            RefundedSoFar = refunds.Sum(refund => refund.ShopMoney("totalRefundedSet").Amount),
            Refunds = [.. refunds.Select(refund => refund.Text("id"))],
            Link = link,
        };
        return new ReturnFile(request, ShopifyOrder.Read(order, back, link), ShopifyCustomer.Read(order));
    }

    private static ReturnLine Line(ShopifyReturnLine line) =>
        new(line.Id, line.Goods?.Title ?? "Something Shopify cannot match with the order", line.Quantity, line.Reason)
        {
            Sku = line.Goods?.Sku,
            Note = line.Note,
            Refundable = line.Refundable,
            Processable = line.Processable,
            IsVerified = line.Goods is not null,
        };

    /// <summary>
    /// Refunds given through the return, and refunds we gave on the order for it before the goods were here: Shopify does not
    /// count those as the return's.
    /// </summary>
    private static List<JsonElement> Refunds(JsonElement read, JsonElement order) =>
        [
            .. read.Nodes("refunds")
                .Concat(
                    order
                        .List("refunds")
                        .Where(refund => ShopifyNote.IsAbout(refund.TextOrNull("note"), read.Text("id")))
                )
                .DistinctBy(refund => refund.Text("id")),
        ];

    private static ReturnStatus Status(string word) =>
        word switch
        {
            "REQUESTED" => ReturnStatus.Requested,
            "OPEN" => ReturnStatus.Open,
            "CLOSED" => ReturnStatus.Closed,
            "DECLINED" => ReturnStatus.Declined,
            "CANCELED" => ReturnStatus.Cancelled,
            _ => throw new InvalidOperationException($"Shopify says a return is in a state unknown here: {word}"),
        };
}
