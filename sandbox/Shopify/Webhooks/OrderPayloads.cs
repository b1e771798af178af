using System.Text.Json.Nodes;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Webhooks;

/// <summary>The body of the orders topics: the old REST shape, sums as strings, tags as one comma-joined string.</summary>
internal static class OrderPayloads
{
    internal static JsonObject Whole(Shop shop, Order order) =>
        new()
        {
            ["id"] = order.Id,
            ["admin_graphql_api_id"] = order.Gid,
            ["cancel_reason"] = order.CancelReason?.ToLowerInvariant(),
            ["cancelled_at"] = MoneyPayload.Time(shop, order.CancelledAt),
            ["contact_email"] = order.Email,
            ["created_at"] = MoneyPayload.Time(shop, order.CreatedAt),
            ["currency"] = order.Currency,
            ["email"] = order.Email,
            ["financial_status"] = order.FinancialStatus.ToLowerInvariant(),
            ["fulfillment_status"] = order.FulfillmentStatus switch
            {
                "FULFILLED" => "fulfilled",
                "PARTIALLY_FULFILLED" => "partial",
                _ => null,
            },
            ["name"] = order.Name,
            ["note"] = order.Note,
            ["order_number"] = order.Number,
            ["presentment_currency"] = order.PresentmentCurrency,
            ["processed_at"] = MoneyPayload.Time(shop, order.CreatedAt),
            ["tags"] = string.Join(", ", order.Tags),
            ["taxes_included"] = order.TaxesIncluded,
            ["test"] = order.Test,
            ["total_price"] = MoneyPayload.Text(order.Total.Shop),
            ["total_price_set"] = MoneyPayload.Set(order, order.Total),
            ["updated_at"] = MoneyPayload.Time(shop, order.UpdatedAt),
            ["customer"] = order.Customer is { } customer ? Person(customer) : null,
            ["line_items"] = new JsonArray([.. order.Lines.Select(line => Line(order, line))]),
            ["refunds"] = new JsonArray([.. order.Refunds.Select(each => RefundPayloads.Created(shop, each))]),
            ["shipping_address"] = order.ShippingAddress is { } address ? Place(address) : null,
        };

    internal static JsonObject Line(Order order, OrderLine line) =>
        new()
        {
            ["id"] = line.Id,
            ["admin_graphql_api_id"] = line.Gid,
            ["variant_id"] = line.Variant?.Id,
            ["product_id"] = line.Variant?.Product.Id,
            ["title"] = line.Title,
            ["name"] = line.Title,
            ["quantity"] = line.Quantity,
            ["current_quantity"] = line.RefundableQuantity,
            ["sku"] = line.Sku,
            ["price"] = MoneyPayload.Text(line.UnitPrice),
            ["price_set"] = MoneyPayload.Set(order, order.Money(line.UnitPrice)),
            ["total_discount"] = MoneyPayload.Text(line.Discount),
            ["total_discount_set"] = MoneyPayload.Set(order, order.Money(line.Discount)),
        };

    /// <summary>For <c>disputes/create</c>.</summary>
    internal static JsonObject Disputed(Shop shop, Order order, Dispute dispute) =>
        new()
        {
            ["id"] = dispute.Id,
            ["admin_graphql_api_id"] = $"gid://shopify/ShopifyPaymentsDispute/{dispute.Id}",
            ["order_id"] = order.Id,
            ["type"] = dispute.Kind.ToLowerInvariant(),
            ["amount"] = MoneyPayload.Text(order.Total.Presentment),
            ["currency"] = order.PresentmentCurrency,
            ["status"] = dispute.Status.ToLowerInvariant(),
            ["initiated_at"] = MoneyPayload.Time(shop, shop.Now),
        };

    private static JsonObject Person(Customer customer) =>
        new()
        {
            ["id"] = customer.Id,
            ["admin_graphql_api_id"] = customer.Gid,
            ["email"] = customer.Email,
            ["first_name"] = customer.FirstName,
            ["last_name"] = customer.LastName,
            ["phone"] = customer.Phone,
            ["tags"] = string.Join(", ", customer.Tags),
        };

    private static JsonObject Place(Address address) =>
        new()
        {
            ["name"] = address.Name,
            ["address1"] = address.Street,
            ["city"] = address.City,
            ["zip"] = address.Zip,
            ["country"] = address.CountryName,
            ["country_code"] = address.Country,
            ["phone"] = address.Phone,
        };
}
