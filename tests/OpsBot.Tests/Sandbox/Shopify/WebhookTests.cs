using System.Text;
using System.Text.Json;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Delivery;

namespace OpsBot.Tests.Sandbox.Shopify;

public sealed class WebhookTests : IAsyncLifetime
{
    private ShopHost host = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ShopHost.OpenAsync(new PretendShopifyOptions { Orders = 3, Customers = 3 });
        receiver = await Receiver.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public void The_signature_is_the_known_one()
    {
        var cases = JsonSerializer.Deserialize<JsonElement>(Shared.Read("fixtures/shopify/hmac/cases.json"));
        var secret = cases.GetProperty("secret").GetString()!;
        foreach (
            var one in cases.GetProperty("cases").EnumerateArray().Where(one => one.GetProperty("valid").GetBoolean())
        )
            Signature
                .Of(Shared.Bytes("fixtures/shopify/hmac/" + one.GetProperty("bodyFile").GetString()), secret)
                .ShouldBe(one.GetProperty("xShopifyHmacSha256").GetString());
    }

    [Fact]
    public async Task A_request_is_told_with_all_headers_a_true_signature_and_the_recorded_shape()
    {
        await SubscribeAsync("RETURNS_REQUEST");

        var each = Asked();
        await host.Shopify.Courier.IdleAsync();

        var letter = receiver.All.ShouldHaveSingleItem();
        letter.Headers["X-Shopify-Topic"].ShouldBe("returns/request");
        letter.Headers["X-Shopify-Shop-Domain"].ShouldBe("nordlicht-outdoor.myshopify.com");
        letter.Headers["X-Shopify-API-Version"].ShouldBe("2026-10");
        letter.Headers["X-Shopify-Webhook-Id"].ShouldNotBeEmpty();
        letter.Headers["X-Shopify-Event-Id"].ShouldNotBeEmpty();
        DateTimeOffset
            .Parse(letter.Headers["X-Shopify-Triggered-At"], System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(host.Clock.GetUtcNow());
        letter.Headers["X-Shopify-Hmac-Sha256"].ShouldBe(Signature.Of(letter.Body, "shpss_pretend_secret"));
        letter.Text.ShouldContain(each.Name);
        Same(letter.Text, "returns.request");
    }

    [Fact]
    public async Task Approving_declining_closing_and_cancelling_are_told_in_the_recorded_shapes()
    {
        await SubscribeAsync("RETURNS_APPROVE", "RETURNS_DECLINE", "RETURNS_CLOSE", "RETURNS_CANCEL");
        var closed = Asked();

        host.Shopify.Merchant.Approve(closed);
        host.Shopify.Merchant.Close(closed);
        host.Shopify.Merchant.Decline(Asked(), "RETURN_PERIOD_ENDED", "Too late");
        host.Shopify.Merchant.Cancel(Asked());
        await host.Shopify.Courier.IdleAsync();

        var byTopic = receiver.All.ToDictionary(letter => letter.Headers["X-Shopify-Topic"], StringComparer.Ordinal);
        Same(byTopic["returns/approve"].Text, "returns.approve");
        Same(byTopic["returns/close"].Text, "returns.close");
        Same(byTopic["returns/decline"].Text, "returns.decline");
        Same(byTopic["returns/cancel"].Text, "returns.close");
        byTopic["returns/approve"].Text.ShouldContain("\"status\":\"open\"");
    }

    [Fact]
    public async Task Labels_and_processed_goods_are_told()
    {
        await SubscribeAsync("RETURNS_PROCESS", "REVERSE_DELIVERIES_ATTACH_DELIVERABLE");
        var each = Asked();
        host.Shopify.Merchant.Approve(each);

        var label = new { fileUrl = "https://labels.example/1.pdf" };
        await host.DataAsync(
            Documents.Label,
            new
            {
                id = each.ReverseOrders[0].Gid,
                lines = Array.Empty<object>(),
                label,
            }
        );
        var line = new { id = each.Lines[0].Gid, quantity = 1 };
        await host.DataAsync(Documents.Process, new { input = new { returnId = each.Gid, returnLineItems = line } });
        await host.Shopify.Courier.IdleAsync();

        var byTopic = receiver.All.ToDictionary(letter => letter.Headers["X-Shopify-Topic"], StringComparer.Ordinal);
        Same(byTopic["reverse_deliveries/attach_deliverable"].Text, "reverse_deliveries.attach_deliverable");
        Same(byTopic["returns/process"].Text, "returns.close");
    }

    [Fact]
    public async Task Taking_a_line_off_is_told_without_id_and_status()
    {
        await SubscribeAsync("RETURNS_UPDATE");
        var order = host.Shopify.Shop.Orders.First(each => each.Lines.Count > 50);
        var each = host.Shopify.Generator.RequestReturn(new ReturnWish { Order = order, Lines = order.Lines });

        host.Shopify.Merchant.RemoveLine(each, each.Lines[0]).ShouldBeTrue();
        await host.Shopify.Courier.IdleAsync();

        Same(receiver.All.ShouldHaveSingleItem().Text, "returns.update");
    }

    [Fact]
    public async Task A_refund_by_hand_an_order_cancelled_and_a_dispute_are_told()
    {
        await SubscribeAsync("REFUNDS_CREATE", "ORDERS_CANCELLED", "DISPUTES_CREATE", "ORDERS_UPDATED");
        var each = Asked();
        host.Shopify.Merchant.Approve(each);

        host.Shopify.Merchant.Refund(each).ShouldNotBeNull();
        host.Shopify.Merchant.OpenDispute(each.Order);
        host.Shopify.Merchant.CancelOrder(each.Order);
        await host.Shopify.Courier.IdleAsync();

        var refund = receiver.All.Single(letter => letter.Headers["X-Shopify-Topic"] == "refunds/create");
        using var body = JsonDocument.Parse(refund.Text);
        body.RootElement.GetProperty("refund_line_items")[0]
            .GetProperty("subtotal")
            .ValueKind.ShouldBe(JsonValueKind.Number);
        body.RootElement.GetProperty("id").GetInt64().ShouldBeGreaterThan(1L << 53);
        receiver
            .All.Select(letter => letter.Headers["X-Shopify-Topic"])
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["orders/updated", "refunds/create", "disputes/create", "orders/cancelled"], ignoreOrder: true);
        host.Ledger.Entries.Select(entry => entry.Effect)
            .ShouldBe([
                .. Enumerable.Repeat("webhook subscribed", 4),
                "return approved by hand",
                "refund by hand",
                "dispute opened by hand",
                "order cancelled by hand",
            ]);
    }

    [Fact]
    public async Task Two_subscriptions_hear_of_one_event_under_two_webhook_ids()
    {
        await SubscribeAsync("RETURNS_REQUEST");
        await host.DataAsync(
            Documents.Subscribe,
            new { topic = "RETURNS_REQUEST", subscription = new { uri = receiver.Url + "?second", name = "second" } }
        );

        Asked();
        await host.Shopify.Courier.IdleAsync();

        receiver
            .All.Select(letter => letter.Headers["X-Shopify-Event-Id"])
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(1);
        receiver
            .All.Select(letter => letter.Headers["X-Shopify-Webhook-Id"])
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(2);
        receiver.All.Count(letter => letter.Headers.ContainsKey("X-Shopify-Name")).ShouldBe(1);
    }

    [Fact]
    public async Task A_receiver_that_stays_away_for_four_hours_loses_its_subscription()
    {
        await SubscribeAsync("RETURNS_REQUEST");
        receiver.Answer = _ => 503;

        Asked();
        foreach (var wait in new PretendShopifyOptions().WebhookRetries)
        {
            await host.Shopify.Courier.IdleAsync();
            host.Shopify.Shop.Subscriptions.Count.ShouldBe(1);
            host.Clock.Advance(wait);
        }

        await host.Shopify.Courier.IdleAsync();
        receiver.All.Count.ShouldBe(9);
        (await host.DataAsync(Documents.Subscriptions))
            .GetProperty("webhookSubscriptions")
            .GetProperty("nodes")
            .GetArrayLength()
            .ShouldBe(0);
        new PretendShopifyOptions()
            .WebhookRetries.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait)
            .ShouldBe(TimeSpan.FromHours(4));
    }

    [Fact]
    public async Task Only_https_is_taken_and_loopback_only_while_allowed()
    {
        (await RefusalAsync(host, "http://example.com")).ShouldBe("Address protocol http:// is not supported");
        (await RefusalAsync(host, receiver.Url.ToString())).ShouldBeNull();
        (await RefusalAsync(host, receiver.Url.ToString())).ShouldBe("Address for this topic has already been taken");
        await using var strict = await ShopHost.OpenAsync(
            new PretendShopifyOptions
            {
                Orders = 0,
                Customers = 0,
                AllowLoopbackHttp = false,
            }
        );
        (await RefusalAsync(strict, receiver.Url.ToString())).ShouldBe("Address protocol http:// is not supported");
        (await RefusalAsync(strict, "https://example.com", "totally bogus syntax")).ShouldBe(
            "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on."
        );
    }

    [Fact]
    public async Task A_tag_is_added_once_whatever_its_case_and_split_at_commas()
    {
        var order = host.PlainOrder();

        await TagAsync(order.Gid, "Red, opsbot");
        await TagAsync(order.Gid, "red");

        order.Tags.ShouldBe(["opsbot", "Red"]);
        host.Ledger.Entries.Select(entry => entry.Subject).ShouldBe([$"{order.Name} Red", $"{order.Name} opsbot"]);
        var wrong = await TagAsync("gid://shopify/SomethingUnsupported/1", "x");
        wrong.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("invalid id");
    }

    private Task<JsonElement> TagAsync(string id, params string[] tags) =>
        host.AskAsync(Documents.Tag, new { id, tags });

    private static async Task<string?> RefusalAsync(ShopHost shop, string uri, string? filter = null)
    {
        var errors = (
            await shop.DataAsync(
                Documents.Subscribe,
                new { topic = "RETURNS_REQUEST", subscription = new { uri, filter } }
            )
        )
            .GetProperty("webhookSubscriptionCreate")
            .GetProperty("userErrors");
        return errors.GetArrayLength() == 0 ? null : errors[0].GetProperty("message").GetString();
    }

    private async Task SubscribeAsync(params string[] topics)
    {
        foreach (var topic in topics)
            await host.DataAsync(
                Documents.Subscribe,
                new { topic, subscription = new { uri = receiver.Url.ToString() } }
            );
    }

    private Return Asked() =>
        host.Shopify.Generator.RequestReturn(
            new ReturnWish
            {
                Order = host.PlainOrder(),
                Reason = "DEFECTIVE",
                Note = "größer wäre 😡 besser",
            }
        );

    /// <summary>The same keys; kinds may differ only where one of the two is null, or a list is empty in one.</summary>
    private static void Same(string body, string recorded)
    {
        var ours = Keys(JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetBytes(body)));
        var theirs = Keys(
            JsonSerializer
                .Deserialize<JsonElement>(Shared.Read($"fixtures/shopify/webhooks/{recorded}.json"))
                .GetProperty("body")
        );
        ours.ShouldBe(theirs);
    }

    private static List<string> Keys(JsonElement body) =>
        [
            .. Recording
                .Shapes(body)
                .Select(shape => shape.Split(": ")[0])
                .Where(path =>
                    !path.Contains("restocking_fee.", StringComparison.Ordinal)
                    && !path.Contains("return_shipping_fees[]", StringComparison.Ordinal)
                    && !path.Contains("exchange_line_items[]", StringComparison.Ordinal)
                    && !path.EndsWith(".restocking_fee", StringComparison.Ordinal)
                )
                .Distinct(StringComparer.Ordinal),
        ];
}
