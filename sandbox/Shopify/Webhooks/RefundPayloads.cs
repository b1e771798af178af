using System.Text.Json.Nodes;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Webhooks;

/// <summary>The body of <c>refunds/create</c>. It comes whether money moved or not; line subtotals are JSON numbers.</summary>
internal static class RefundPayloads
{
    internal static JsonObject Created(Shop shop, Refund refund) =>
        new()
        {
            ["id"] = refund.Id,
            ["order_id"] = refund.Order.Id,
            ["created_at"] = MoneyPayload.Time(shop, refund.CreatedAt),
            ["note"] = refund.Note,
            ["user_id"] = null,
            ["processed_at"] = MoneyPayload.Time(shop, refund.CreatedAt),
            ["restock"] = refund.Lines.Exists(line => line.RestockType is "RETURN" or "CANCEL"),
            ["duties"] = new JsonArray(),
            ["total_duties_set"] = MoneyPayload.Set(refund.Order, Amount.Zero),
            ["return"] = refund.Return is { } origin ? ReturnPayloads.Reference(origin) : null,
            ["refund_shipping_lines"] = new JsonArray(),
            ["admin_graphql_api_id"] = refund.Gid,
            ["order_adjustments"] = new JsonArray(),
            ["refund_line_items"] = new JsonArray([.. refund.Lines.Select(line => Line(refund.Order, line))]),
            ["transactions"] = new JsonArray([.. refund.Transactions.Select(each => Moved(shop, each))]),
        };

    private static JsonObject Line(Order order, RefundLine line) =>
        new()
        {
            ["id"] = line.Id,
            ["quantity"] = line.Quantity,
            ["line_item_id"] = line.Line.Id,
            ["location_id"] = line.Location?.Id,
            ["restock_type"] = line.RestockType.ToLowerInvariant(),
            ["subtotal"] = line.Share.Subtotal.Presentment,
            ["total_tax"] = line.Share.Tax.Presentment,
            ["subtotal_set"] = MoneyPayload.Set(order, line.Share.Subtotal),
            ["total_tax_set"] = MoneyPayload.Set(order, line.Share.Tax),
            ["line_item"] = OrderPayloads.Line(order, line.Line),
        };

    private static JsonObject Moved(Shop shop, Transaction each) =>
        new()
        {
            ["id"] = each.Id,
            ["admin_graphql_api_id"] = each.Gid,
            ["order_id"] = each.Order.Id,
            ["kind"] = each.Kind.ToLowerInvariant(),
            ["gateway"] = each.Gateway,
            ["status"] = each.Status.ToLowerInvariant(),
            ["created_at"] = MoneyPayload.Time(shop, each.CreatedAt),
            ["parent_id"] = each.Parent?.Id,
            ["amount"] = MoneyPayload.Text(each.Amount.Presentment),
            ["currency"] = each.Order.PresentmentCurrency,
        };
}
