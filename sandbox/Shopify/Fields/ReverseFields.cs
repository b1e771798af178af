using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>How the goods on their way back are read.</summary>
internal static class ReverseFields
{
    internal static void Add(Resolvers on)
    {
        Expected(on);
        Parcel(on);
    }

    private static void Expected(Resolvers on)
    {
        on.On<ReverseOrder>("ReverseFulfillmentOrder")
            .Is("id", each => each.Gid)
            .Is("status", each => each.Status)
            .Is("order", each => each.Return.Order)
            .Is("lineItems", (each, args) => Page.Of(args, each.Lines))
            .Is("reverseDeliveries", (each, args) => Page.Of(args, each.Deliveries));
        on.On<ReverseLine>("ReverseFulfillmentOrderLineItem")
            .Is("id", each => each.Gid)
            .Is("totalQuantity", each => each.Quantity)
            .Is("fulfillmentLineItem", each => each.ReturnLine.Goods)
            .Is("dispositions", each => each.Dispositions);
        on.On<Disposition>("ReverseFulfillmentOrderDisposition")
            .Is("id", each => each.Gid)
            .Is("type", each => each.Kind)
            .Is("quantity", each => each.Quantity)
            .Is("createdAt", each => each.CreatedAt)
            .Is("location", each => each.Location);
    }

    private static void Parcel(Resolvers on)
    {
        on.On<ReverseDelivery>("ReverseDelivery")
            .Is("id", each => each.Gid)
            .Is("reverseFulfillmentOrder", each => each.ReverseOrder)
            .Is("reverseDeliveryLineItems", (each, args) => Page.Of(args, each.Lines))
            .Is("deliverable", each => new Deliverable(each));
        on.On<ReverseDeliveryLine>("ReverseDeliveryLineItem")
            .Is("id", each => each.Gid)
            .Is("quantity", each => each.Quantity)
            .Is("reverseFulfillmentOrderLineItem", each => each.Line)
            .Is("dispositions", each => each.Line.Dispositions);
        on.On<Deliverable>("ReverseDeliveryShippingDeliverable")
            .Is("tracking", each => new ParcelTracking(each.Delivery))
            .Is("label", each => each.Delivery.LabelUrl is null ? null : new Label(each.Delivery));
        on.On<ParcelTracking>("ReverseDeliveryTrackingV2")
            .Is("number", each => each.Delivery.TrackingNumber)
            .Is("url", each => each.Delivery.TrackingUrl)
            .Is("carrierName", _ => null);
        on.On<Label>("ReverseDeliveryLabelV2")
            .Is("createdAt", each => each.Delivery.CreatedAt)
            .Is("updatedAt", each => each.Delivery.CreatedAt)
            .Is("publicFileUrl", each => each.Delivery.LabelUrl);
    }
}

internal sealed record Deliverable(ReverseDelivery Delivery);

internal sealed record ParcelTracking(ReverseDelivery Delivery);

internal sealed record Label(ReverseDelivery Delivery);
