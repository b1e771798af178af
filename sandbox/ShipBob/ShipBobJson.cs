using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Returns, inventory and warehouses in ShipBob's published JSON shapes.</summary>
internal sealed class ShipBobJson(PretendShipBobOptions options)
{
    /// <summary>The shape in which POST and PUT answer.</summary>
    internal JsonObject Short(ShipBobReturn made)
    {
        var json = Common(made);
        json["invoice_amount"] = made.Status is ShipBobStatus.Completed ? 2.5m : null;
        json["inventory"] = Lines(made, withSku: false);
        return json;
    }

    /// <summary>The shape in which GET answers, and which webhooks carry.</summary>
    internal JsonObject Full(ShipBobReturn made)
    {
        var json = Common(made);
        json["invoice"] = new JsonObject
        {
            ["amount"] = made.Status is ShipBobStatus.Completed ? 2.5m : null,
            ["currency_code"] = "USD",
        };
        json["inventory"] = Lines(made, withSku: true);
        json["awaiting_arrival_date"] = made.At(ShipBobStatus.AwaitingArrival);
        json["arrived_date"] = made.At(ShipBobStatus.Arrived);
        json["processing_date"] = made.At(ShipBobStatus.Processing);
        json["cancelled_date"] = made.At(ShipBobStatus.Cancelled);
        json["shipment_tracking_number"] = null;
        json["status_history"] = new JsonArray([
            .. made.History.Select(step => new JsonObject
            {
                ["status"] = step.Status.ToString(),
                ["timestamp"] = step.At,
            }),
        ]);
        return json;
    }

    internal static JsonObject Item(ShipBobItem item) =>
        new()
        {
            ["inventory_id"] = item.Id,
            ["sku"] = item.Sku,
            ["name"] = item.Name,
            ["barcode"] = null,
            ["is_case"] = false,
            ["is_lot"] = false,
            ["user_id"] = 1,
            ["variant"] = new JsonObject
            {
                ["is_active"] = item.IsActive,
                ["is_bundle"] = item.IsBundle,
                ["is_digital"] = item.IsDigital,
                ["hazmat"] = new JsonObject { ["is_hazmat"] = false, ["validated"] = true },
            },
        };

    internal static JsonObject Center(ShipBobCenter center) =>
        new()
        {
            ["id"] = center.Id,
            ["name"] = center.Name,
            ["country"] = "USA",
            ["timezone"] = "America/Chicago",
        };

    internal JsonArray Channels() =>
        [
            new JsonObject
            {
                ["id"] = options.ChannelId,
                ["name"] = "OpsBot",
                ["application_name"] = "OpsBot",
                ["scopes"] = new JsonArray("inventory_read", "returns_read", "returns_write", "webhooks_write"),
            },
            new JsonObject
            {
                ["id"] = options.ChannelId + 1,
                ["name"] = "Shop",
                ["application_name"] = "Shopify",
                ["scopes"] = new JsonArray("returns_read"),
            },
        ];

    private JsonObject Common(ShipBobReturn made) =>
        new()
        {
            ["id"] = made.Id,
            ["reference_id"] = made.ReferenceId,
            ["status"] = made.Status.ToString(),
            ["return_type"] = "Regular",
            ["tracking_number"] = made.Asked.TrackingNumber,
            ["original_shipment_id"] = made.Asked.OriginalShipmentId,
            ["store_order_id"] = null,
            ["customer_name"] = null,
            ["insert_date"] = made.AnnouncedAt,
            ["completed_date"] = made.At(ShipBobStatus.Completed),
            ["channel"] = new JsonObject { ["id"] = made.ChannelId, ["name"] = "OpsBot" },
            ["fulfillment_center"] = new JsonObject
            {
                ["id"] = made.Asked.CenterId,
                ["name"] = options.Centers.First(center => center.Id == made.Asked.CenterId).Name,
            },
            ["transactions"] =
                made.Status is ShipBobStatus.Completed
                    ? [new JsonObject { ["amount"] = 2.5m, ["transaction_type"] = "ReturnProcessingFee" }]
                    : new JsonArray(),
        };

    private JsonArray Lines(ShipBobReturn made, bool withSku) =>
        [.. made.Asked.Lines.Select(line => Line(made, line, withSku))];

    private JsonObject Line(ShipBobReturn made, ShipBobReturnLine line, bool withSku)
    {
        var item = options.Inventory.First(item => item.Id == line.InventoryId);
        var json = new JsonObject
        {
            ["id"] = item.Id,
            ["name"] = item.Name,
            ["quantity"] = line.Quantity,
            ["action_requested"] = new JsonObject
            {
                ["action"] = line.Action.ToString(),
                ["action_type"] = line.Action is ShipBobAction.Default ? "InventoryDefault" : "OverriddenByMerchant",
                ["instructions"] = null,
            },
            ["action_taken"] = made.Status is ShipBobStatus.Completed ? [Taken(line)] : new JsonArray(),
        };
        if (withSku)
        {
            json["sku"] = item.Sku;
            json["barcodes"] = new JsonArray();
            json["lot_information"] = null;
        }

        return json;
    }

    private static JsonObject Taken(ShipBobReturnLine line) =>
        new()
        {
            ["action"] = (line.Action is ShipBobAction.Default ? ShipBobAction.Restock : line.Action).ToString(),
            ["action_reason"] = "AsRequested",
            ["image_url"] = null,
            ["quantity_processed"] = line.Quantity,
        };
}
