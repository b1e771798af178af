using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>How order lines, their products, their parcels and their payments are read.</summary>
internal static class LineFields
{
    internal static void Add(Resolvers on)
    {
        Line(on.On<OrderLine>("LineItem"));
        Goods(on);
        Parcels(on);
        Payment(on.On<Transaction>("OrderTransaction"));
    }

    private static void Line(Fields<OrderLine> line) =>
        line.Is("id", each => each.Gid)
            .Is("title", each => each.Title)
            .Is("name", each => each.Variant is { } variant ? $"{each.Title} - {variant.Title}" : each.Title)
            .Is("sku", each => each.Sku)
            .Is("vendor", each => each.Variant?.Product.Vendor)
            .Is("variantTitle", each => each.Variant?.Title)
            .Is("variant", each => each.Variant)
            .Is("product", each => each.Variant?.Product)
            .Is("quantity", each => each.Quantity)
            .Is("currentQuantity", each => each.RefundableQuantity)
            .Is("refundableQuantity", each => each.RefundableQuantity)
            .Is("restockable", each => each.Variant is not null)
            .Is("requiresShipping", _ => true)
            .Is("isGiftCard", _ => false)
            .Is("originalUnitPriceSet", each => each.UnitPrice.InShopMoney(each.Order))
            .Is("originalTotalSet", each => (each.UnitPrice * each.Quantity).InShopMoney(each.Order))
            .Is("totalDiscountSet", each => each.Discount.InShopMoney(each.Order))
            .Is("discountedTotalSet", each => each.DiscountedTotal.InShopMoney(each.Order))
            .Is("discountedUnitPriceSet", each => Unit(each).InShopMoney(each.Order))
            .Is("discountedUnitPriceAfterAllDiscountsSet", each => Unit(each).InShopMoney(each.Order));

    private static void Goods(Resolvers on)
    {
        on.On<Product>("Product")
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("title", each => each.Title)
            .Is("tags", each => each.Tags)
            .Is("productType", each => each.Kind);
        on.On<Variant>("ProductVariant")
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("title", each => each.Title)
            .Is("sku", each => each.Sku)
            .Is("price", each => each.Price);
        on.On<Location>("Location")
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("name", each => each.Name);
    }

    private static void Parcels(Resolvers on)
    {
        on.On<Fulfillment>("Fulfillment")
            .Is("id", each => each.Gid)
            .Is("legacyResourceId", each => each.Id)
            .Is("name", each => each.Name)
            .Is("order", each => each.Order)
            .Is("status", _ => "SUCCESS")
            .Is("displayStatus", each => each.DisplayStatus)
            .Is("createdAt", each => each.CreatedAt)
            .Is("updatedAt", each => each.DeliveredAt ?? each.CreatedAt)
            .Is("inTransitAt", each => each.CreatedAt)
            .Is("estimatedDeliveryAt", each => each.CreatedAt.AddDays(3))
            .Is("deliveredAt", each => each.DeliveredAt)
            .Is("location", each => each.Location)
            .Is("requiresShipping", _ => true)
            .Is("totalQuantity", each => each.Lines.Sum(line => line.Quantity))
            .Is("trackingInfo", each => each.TrackingNumber is null ? Array.Empty<Tracking>() : [new Tracking(each)])
            .Is("fulfillmentLineItems", (each, args) => Page.Of(args, each.Lines));
        on.On<Tracking>("FulfillmentTrackingInfo")
            .Is("company", tracking => tracking.Parcel.Carrier)
            .Is("number", tracking => tracking.Parcel.TrackingNumber)
            .Is("url", tracking => $"https://track.example/{tracking.Parcel.TrackingNumber}");
        on.On<FulfillmentLine>("FulfillmentLineItem")
            .Is("id", each => each.Gid)
            .Is("lineItem", each => each.Line)
            .Is("quantity", each => each.Quantity)
            .Is("originalTotalSet", each => (each.Line.UnitPrice * each.Quantity).InShopMoney(each.Line.Order))
            .Is("discountedTotalSet", each => (Unit(each.Line) * each.Quantity).InShopMoney(each.Line.Order));
    }

    private static void Payment(Fields<Transaction> payment) =>
        payment
            .Is("id", each => each.Gid)
            .Is("order", each => each.Order)
            .Is("kind", each => each.Kind)
            .Is("status", each => each.Status)
            .Is("gateway", each => each.Gateway)
            .Is("formattedGateway", each => each.Gateway.Replace('_', ' '))
            .Is("manualPaymentGateway", each => each.Gateway == "manual")
            .Is("amountSet", each => each.Amount.In(each.Order))
            .Is("maximumRefundableV2", each => new Sum(each.Refundable.Presentment, each.Order.PresentmentCurrency))
            .Is("parentTransaction", each => each.Parent)
            .Is("paymentId", each => $"{each.Order.Name}.{each.Id}")
            .Is("createdAt", each => each.CreatedAt)
            .Is("processedAt", each => each.CreatedAt)
            .Is("test", each => each.Order.Test);

    private static decimal Unit(OrderLine line) =>
        decimal.Round(line.DiscountedTotal / line.Quantity, 2, MidpointRounding.AwayFromZero);
}

internal sealed record Tracking(Fulfillment Parcel);
