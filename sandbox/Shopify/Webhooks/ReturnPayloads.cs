using System.Text.Json.Nodes;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Webhooks;

/// <summary>
/// The bodies of the returns topics. They carry no sum, SKU, customer or date: whoever needs one reads the return.
/// https://shopify.dev/docs/api/webhooks
/// </summary>
internal static class ReturnPayloads
{
    /// <summary>For <c>returns/request</c> and <c>returns/approve</c>.</summary>
    internal static JsonObject Whole(Return each) =>
        new()
        {
            ["id"] = each.Id,
            ["admin_graphql_api_id"] = each.Gid,
            ["status"] = Lower(each.Status),
            ["order"] = Reference(each.Order),
            ["total_return_line_items"] = each.Lines.Count,
            ["name"] = each.Name,
            ["return_line_items"] = new JsonArray([.. each.Lines.Select(line => Line(each.Order, line))]),
            ["return_shipping_fees"] = each.ShippingFee is { } fee ? new JsonArray(FeeOf(each.Order, fee)) : [],
            ["exchange_line_items"] = new JsonArray([.. each.Exchanges.Select(Exchange)]),
            ["total_exchange_line_items"] = each.Exchanges.Count,
        };

    internal static JsonObject Declined(Return each) =>
        new()
        {
            ["id"] = each.Id,
            ["admin_graphql_api_id"] = each.Gid,
            ["status"] = Lower(each.Status),
            ["decline"] = new JsonObject { ["reason"] = Lower(each.Decline!.Reason), ["note"] = each.Decline.Note },
        };

    /// <summary>For <c>returns/cancel</c>, <c>returns/close</c> and <c>returns/process</c> (whose fields are not published).</summary>
    internal static JsonObject Short(Return each) =>
        new()
        {
            ["id"] = each.Id,
            ["admin_graphql_api_id"] = each.Gid,
            ["order_id"] = each.Order.Id,
            ["status"] = Lower(each.Status),
        };

    /// <summary>For <c>returns/update</c>: no numeric id and no status, only what was taken off.</summary>
    internal static JsonObject Removed(Return each, ReturnLine line, int delta) =>
        new()
        {
            ["admin_graphql_api_id"] = each.Gid,
            ["return_line_items"] = new JsonObject
            {
                ["removals"] = new JsonArray(new JsonObject { ["admin_graphql_api_id"] = line.Gid, ["delta"] = delta }),
            },
            ["restocking_fees"] = Nothing(),
            ["return_shipping_fees"] = Nothing(),
        };

    /// <summary>For <c>reverse_deliveries/attach_deliverable</c>.</summary>
    internal static JsonObject Label(Shop shop, ReverseDelivery delivery) =>
        new()
        {
            ["id"] = delivery.Id,
            ["admin_graphql_api_id"] = delivery.Gid,
            ["return"] = Reference(delivery.ReverseOrder.Return),
            ["shipping_deliverable"] = new JsonObject
            {
                ["tracking"] = new JsonObject
                {
                    ["carrier_name"] = null,
                    ["tracking_number"] = delivery.TrackingNumber,
                    ["tracking_url"] = delivery.TrackingUrl,
                },
                ["label"] = new JsonObject
                {
                    ["public_file_url"] = delivery.LabelUrl,
                    ["created_at"] = delivery.LabelUrl is null ? null : MoneyPayload.Time(shop, delivery.CreatedAt),
                },
            },
        };

    internal static JsonObject Reference(Node node) => new() { ["id"] = node.Id, ["admin_graphql_api_id"] = node.Gid };

    private static JsonObject Line(Order order, ReturnLine line)
    {
        var body = Reference(line);
        if (line.Goods is { } goods)
        {
            body["fulfillment_line_item"] = Reference(goods);
            body["fulfillment_line_item"]!["line_item"] = Reference(goods.Line);
        }
        else
        {
            body["fulfillment_line_item"] = null;
        }

        body["quantity"] = line.Quantity;
        body["return_reason"] = Lower(line.Reason);
        body["return_reason_note"] = line.ReasonNote;
        body["customer_note"] = line.CustomerNote;
        body["restocking_fee"] = line.RestockingFee is { } fee ? FeeOf(order, fee) : null;
        return body;
    }

    private static JsonObject FeeOf(Order order, Fee fee)
    {
        var body = Reference(fee);
        body["price"] = MoneyPayload.Set(order, order.Money(fee.Price));
        return body;
    }

    private static JsonObject Exchange(ExchangeLine line)
    {
        var body = Reference(line);
        body["line_item"] = null;
        return body;
    }

    private static JsonObject Nothing() => new() { ["updates"] = new JsonArray(), ["removals"] = new JsonArray() };

    private static string Lower(string word) => word.ToLowerInvariant();
}
