using System.Text;
using Microsoft.AspNetCore.Http;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Speed.Engine;

/// <summary>The bench's door: what the shop's door does, step by step, for events of the bench.</summary>
internal sealed class BenchDoor(Intake intake)
{
    internal const string Path = "/webhooks/bench";
    internal const string Secret = "bench-secret";
    internal const string SignatureHeader = "X-Bench-Hmac-Sha256";
    internal const string EventHeader = "X-Bench-Event-Id";

    internal async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancel)
    {
        if (await RawBody.ReadAsync(request, cancel) is not { } body)
            return intake.Refuse(Path, StatusCodes.Status413PayloadTooLarge, "it is too large");
        if (!Signatures.Shopify(Secret, body, request.Headers[SignatureHeader]))
            return intake.Refuse(Path, StatusCodes.Status401Unauthorized, "its signature is missing or wrong");
        if (Intake.ReadObject(body) is not { } json)
            return intake.Refuse(Path, StatusCodes.Status400BadRequest, "it is not a JSON object");
        var order = json.GetProperty("order").GetString()!;
        var key = request.Headers[EventHeader].ToString();
        return await intake.StoreAsync(new Arrival("bench", key, "orders/create", body, new OrderCame(order)), cancel);
    }

    /// <summary>The body of an event, about as long as a small webhook of a shop: 600 bytes.</summary>
    internal static byte[] Body(string order) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"id":820982911946154508,"order":"{{order}}","email":"jon@example.com","created_at":"2026-01-02T08:59:11-05:00","currency":"EUR","financial_status":"paid","total_price":"49.00","customer":{"id":115310627314723954,"first_name":"John","last_name":"Smith","state":"disabled","tags":"vip"},"line_items":[{"id":866550311766439020,"title":"IPod Nano - 8GB","quantity":1,"sku":"IPOD2008PINK","price":"49.00","grams":567}],"shipping_address":{"first_name":"Steve","address1":"123 Shipping Street","city":"Shippington","zip":"40003","country":"United States"},"note":"please be quick","source_name":"web"}
            """
        );
}
