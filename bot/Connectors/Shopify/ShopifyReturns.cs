using System.Text.Json;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Reads of a return what both its file and the actors need: its lines, all of them, and what it comes to.</summary>
internal sealed class ShopifyReturns(ShopifyClient shopify)
{
    /// <summary>Where a return is, in Shopify's word; nothing where there is no such return.</summary>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<string?> StatusAsync(string id, CancellationToken cancel)
    {
        var data = await shopify.QueryAsync(ShopifyDocument.ReturnStatus, new { id }, cancel);
        return data.Get("return")?.Text("status");
    }

    /// <summary>A return with all its lines; nothing where there is no such return.</summary>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<ShopifyReturn?> FindAsync(string id, CancellationToken cancel) =>
        await PageAsync(id, after: null, cancel) is { } first ? await WholeAsync(id, first, cancel) : null;

    /// <summary>Completes a return of which one page of lines was read.</summary>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<ShopifyReturn> WholeAsync(string id, JsonElement first, CancellationToken cancel)
    {
        List<ShopifyReturnLine> lines = [.. Lines(first)];
        for (var next = first.NextPage("returnLineItems"); next is not null; )
        {
            if (await PageAsync(id, next, cancel) is not { } page)
                break;
            lines.AddRange(Lines(page));
            next = page.NextPage("returnLineItems");
        }

        var exchanges = first
            .Nodes("exchangeLineItems")
            .Select(line => new ShopifyPart(line.Text("id"), line.Number("unprocessedQuantity")));
        return new ShopifyReturn(id, first.Text("status"), lines, [.. exchanges]);
    }

    /// <summary>
    /// What Shopify would settle a return with: all that is still to be refunded, less what is taken in exchange. Discounts, tax
    /// and fees are in it.
    /// </summary>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<ShopifyOutcome> OutcomeAsync(ShopifyReturn back, CancellationToken cancel)
    {
        var lines = back.Refundable;
        if (lines.Count == 0)
            return ShopifyOutcome.Nothing;
        var variables = new
        {
            id = back.Id,
            lines = lines.Select(line => new { id = line.Id, quantity = line.Refundable }),
            exchanges = back
                .Exchanges.Where(part => part.Quantity > 0)
                .Select(part => new { id = part.Id, quantity = part.Quantity }),
        };
        var data = await shopify.QueryAsync(ShopifyDocument.ReturnOutcome, variables, cancel);
        var outcome = data.Get("return")?.Get("suggestedFinancialOutcome")?.Get("financialTransfer");
        return outcome is { } transfer ? ShopifyOutcome.Read(transfer) : ShopifyOutcome.Nothing;
    }

    private async Task<JsonElement?> PageAsync(string id, string? after, CancellationToken cancel)
    {
        var data = await shopify.QueryAsync(ShopifyDocument.ReturnLines, new { id, after }, cancel);
        return data.Get("return");
    }

    private static IEnumerable<ShopifyReturnLine> Lines(JsonElement page) =>
        page.Nodes("returnLineItems").Select(ShopifyReturnLine.Read);
}

/// <summary>A return with all its lines.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it is, in Shopify's word.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="Exchanges">What is wanted instead.</param>
internal sealed record ShopifyReturn(
    string Id,
    string Status,
    IReadOnlyList<ShopifyReturnLine> Lines,
    IReadOnlyList<ShopifyPart> Exchanges
)
{
    /// <summary>Lines with something still to be refunded.</summary>
    internal IReadOnlyList<ShopifyReturnLine> Refundable => [.. Lines.Where(line => line.Refundable > 0)];
}

/// <summary>A number of pieces of something.</summary>
internal sealed record ShopifyPart(string Id, int Quantity);

/// <summary>One line of a return.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Quantity">How many come back.</param>
/// <param name="Reason">Why, as a handle.</param>
internal sealed record ShopifyReturnLine(string Id, int Quantity, string Reason)
{
    internal int Processed { get; init; }
    internal int Processable { get; init; }
    internal int Refundable { get; init; }
    internal string? Note { get; init; }

    /// <summary>What was sent out; nothing where the line was never matched with the order.</summary>
    internal ShopifyGoods? Goods { get; init; }

    internal static ShopifyReturnLine Read(JsonElement line) =>
        new(line.Text("id"), line.Number("quantity"), ReasonOf(line))
        {
            Processed = line.Number("processedQuantity"),
            Processable = line.Number("processableQuantity"),
            Refundable = line.Number("refundableQuantity"),
            Note = Words(line, "customerNote") ?? Words(line, "returnReasonNote"),
            Goods = line.Get("fulfillmentLineItem") is { } sent ? ShopifyGoods.Read(sent) : null,
        };

    /// <summary>The shop's own list of reasons goes first; older returns know only the fixed words: WRONG_ITEM.</summary>
    private static string ReasonOf(JsonElement line) =>
        line.Get("returnReasonDefinition")?.TextOrNull("handle")
        ?? line.Text("returnReason").ToLowerInvariant().Replace('_', '-');

    private static string? Words(JsonElement line, string field) =>
        line.TextOrNull(field) is { } words && !string.IsNullOrWhiteSpace(words) ? words : null;
}

/// <summary>What was sent out of an order line in one parcel.</summary>
/// <param name="SentId">Its id in the parcel.</param>
/// <param name="LineId">The order line's id.</param>
/// <param name="Title">The goods' name.</param>
internal sealed record ShopifyGoods(string SentId, string LineId, string Title)
{
    internal string? Sku { get; init; }

    /// <summary>It can go back into stock: a line somebody typed into an order by hand cannot.</summary>
    internal bool Restockable { get; init; }

    internal IReadOnlyList<string> Tags { get; init; } = [];

    internal static ShopifyGoods Read(JsonElement sent)
    {
        var line = sent.GetProperty("lineItem");
        return new ShopifyGoods(sent.Text("id"), line.Text("id"), line.Text("title"))
        {
            Sku = line.TextOrNull("sku") is { Length: > 0 } sku ? sku : null,
            Restockable = line.Flag("restockable"),
            Tags = line.Get("product") is { } product ? product.Texts("tags") : [],
        };
    }
}
