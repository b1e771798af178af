using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

public sealed class ShopifyDoorTests : IAsyncLifetime
{
    private const string Body = """
        {"id":890088186047892319,"admin_graphql_api_id":"gid://shopify/Return/890088186047892319","name":"#1042-R1",
        "order":{"id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}}
        """;

    private readonly Connector connector = Connector.To(new Uri("http://127.0.0.1:1"));
    private readonly HttpMessageInvoker sender = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private Uri door = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => door = await connector.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await connector.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_is_kept_with_what_it_means()
    {
        (await PostAsync("returns/request", Body)).ShouldBe(HttpStatusCode.OK);
        var arrival = connector.Arrivals.ShouldHaveSingleItem();
        arrival.Source.ShouldBe("shopify");
        arrival.DedupeKey.ShouldBe("returns/request:event-1");
        arrival.Topic.ShouldBe("returns/request");
        Encoding.UTF8.GetString(arrival.Body.Span).ShouldBe(Body);
        arrival.HappenedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero).AddMilliseconds(123));
        arrival.Happening.ShouldBe(
            new ReturnChanged("gid://shopify/Return/890088186047892319", ReturnChange.Requested)
            {
                Name = "#1042-R1",
                Order = "gid://shopify/Order/820982911946154508",
            }
        );
    }

    [Fact]
    public async Task The_same_event_through_another_subscription_is_answered_alike_and_kept_once()
    {
        (await PostAsync("returns/request", Body)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync("returns/request", Body, ("X-Shopify-Webhook-Id", "delivery-2"))).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_there_is_no_event_id_the_delivery_is_what_counts()
    {
        (await PostAsync("returns/request", Body, ("X-Shopify-Event-Id", null))).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.ShouldHaveSingleItem().DedupeKey.ShouldBe("delivery-1");
    }

    public static TheoryData<string, string, string?, HttpStatusCode> BadInput() =>
        new()
        {
            { "no signature", "X-Shopify-Hmac-Sha256", null, HttpStatusCode.Unauthorized },
            { "an empty signature", "X-Shopify-Hmac-Sha256", "", HttpStatusCode.Unauthorized },
            { "not base64", "X-Shopify-Hmac-Sha256", "cle!!", HttpStatusCode.Unauthorized },
            { "another secret", "X-Shopify-Hmac-Sha256", Sign(Body, "other"), HttpStatusCode.Unauthorized },
            { "another body", "X-Shopify-Hmac-Sha256", Sign(Body + "\n"), HttpStatusCode.Unauthorized },
            { "another shop", "X-Shopify-Shop-Domain", "other.myshopify.com", HttpStatusCode.Unauthorized },
            { "no shop", "X-Shopify-Shop-Domain", null, HttpStatusCode.Unauthorized },
            { "no topic", "X-Shopify-Topic", null, HttpStatusCode.BadRequest },
        };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Bad_input_is_refused_and_not_kept(
        string what,
        string header,
        string? value,
        HttpStatusCode status
    )
    {
        (await PostAsync("returns/request", Body, (header, value))).ShouldBe(status, what);
        connector.Arrivals.ShouldBeEmpty();
        connector.Logged.ShouldContain(line => line.Contains($"answered {(int)status}", StringComparison.Ordinal));
        connector.Logged.ShouldAllBe(line => !line.Contains(Connector.Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":")]
    public async Task A_signed_body_that_is_no_JSON_object_is_refused(string body)
    {
        (await PostAsync("returns/request", body)).ShouldBe(HttpStatusCode.BadRequest);
        connector.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_told_from_another_is_refused()
    {
        var status = await PostAsync(
            "returns/request",
            Body,
            ("X-Shopify-Event-Id", null),
            ("X-Shopify-Webhook-Id", null)
        );
        status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_above_a_mebibyte_is_refused()
    {
        var big = $$"""{"note":"{{new string('x', 1024 * 1024)}}"}""";
        (await PostAsync("returns/request", big)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var unsized = Request("returns/request", big);
        unsized.Headers.TransferEncodingChunked = true;
        using var answer = await sender.SendAsync(unsized, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_topic_we_did_not_ask_for_is_answered_counted_and_not_kept()
    {
        List<string?> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == ShopifyDoor.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, count, tags, _) =>
            {
                if (tags[0].Value is "products/update_of_this_test")
                    counted.Add($"{count} {tags[0].Value}");
            }
        );
        listener.Start();
        (await PostAsync("products/update_of_this_test", "{}")).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.ShouldBeEmpty();
        counted.ShouldBe(["1 products/update_of_this_test"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Nothing_but_a_post_does_anything(string method)
    {
        using var request = Request("returns/request", Body);
        request.Method = new HttpMethod(method);
        if (method is "GET" or "HEAD")
            request.Content = null;
        using var answer = await sender.SendAsync(request, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        connector.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_kept_is_asked_for_again()
    {
        connector.StoreFails = true;
        (await PostAsync("returns/request", Body)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        connector.StoreFails = false;
        (await PostAsync("returns/request", Body)).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("returns.request", nameof(ReturnChange.Requested))]
    [InlineData("returns.approve", nameof(ReturnChange.Approved))]
    [InlineData("returns.decline", nameof(ReturnChange.Declined))]
    [InlineData("returns.close", nameof(ReturnChange.Closed))]
    [InlineData("returns.update", nameof(ReturnChange.Updated))]
    public async Task A_recorded_return_webhook_is_understood(string recording, string kind)
    {
        await ReplayAsync(recording);
        var changed = Happened().ShouldBeOfType<ReturnChanged>();
        changed.Return.ShouldBe("gid://shopify/Return/123134564567890");
        changed.Kind.ToString().ShouldBe(kind);
        changed.Order.ShouldBe(
            recording is "returns.decline" or "returns.update" ? null : "gid://shopify/Order/4783296544821"
        );
    }

    [Fact]
    public async Task A_recorded_refund_is_understood_to_the_last_digit()
    {
        await ReplayAsync("refunds.create");
        Happened().ShouldBe(new RefundMade("gid://shopify/Order/820982911946154508", null));
    }

    [Fact]
    public async Task A_recorded_cancelled_order_is_understood()
    {
        await ReplayAsync("orders.cancelled");
        Happened().ShouldBe(new OrderCancelled("gid://shopify/Order/820982911946154508"));
    }

    [Theory]
    [InlineData("returns/cancel", """{"id":9007199254740993,"order_id":7}""", "return cancelled")]
    [InlineData("returns/reopen", """{"id":9007199254740993,"order_id":7}""", "return reopened")]
    [InlineData("returns/process", """{"id":9007199254740993}""", "return processed")]
    [InlineData("refunds/create", """{"id":1,"order_id":7,"return":{"id":9007199254740993}}""", "refund made")]
    [InlineData("disputes/create", """{"id":1,"order_id":7}""", "dispute opened or changed")]
    [InlineData("disputes/update", """{"id":1,"order_id":7}""", "dispute opened or changed")]
    public async Task Numbers_alone_are_enough(string topic, string body, string what)
    {
        (await PostAsync(topic, body)).ShouldBe(HttpStatusCode.OK);
        var happening = Happened().ShouldNotBeNull();
        happening.What.ShouldBe(what);
        if (happening is ReturnChanged changed)
            changed.Return.ShouldBe("gid://shopify/Return/9007199254740993");
        if (happening is RefundMade refund)
            refund.ShouldBe(new RefundMade("gid://shopify/Order/7", "gid://shopify/Return/9007199254740993"));
        if (happening is DisputeChanged dispute)
            dispute.Order.ShouldBe("gid://shopify/Order/7");
    }

    [Theory]
    [InlineData("returns/process", "{}")]
    [InlineData("disputes/create", """{"id":1,"order_id":null}""")]
    public async Task What_does_not_say_what_it_is_about_is_kept_and_logged(string topic, string body)
    {
        (await PostAsync(topic, body)).ShouldBe(HttpStatusCode.OK);
        Happened().ShouldBeNull();
        connector.Logged.ShouldContain(line => line.Contains(topic, StringComparison.Ordinal));
    }

    private Happening? Happened() => connector.Arrivals.ShouldHaveSingleItem().Happening;

    private async Task ReplayAsync(string recording)
    {
        var recorded = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read($"fixtures/shopify/webhooks/{recording}.json")
        );
        var topic = recorded.Text("topic");
        (await PostAsync(topic, recorded.GetProperty("body").GetRawText())).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> PostAsync(
        string topic,
        string body,
        params (string Name, string? Value)[] changes
    )
    {
        using var request = Request(topic, body);
        foreach (var (name, value) in changes)
        {
            request.Headers.Remove(name);
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await sender.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private HttpRequestMessage Request(string topic, string body) =>
        new(HttpMethod.Post, door)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
            Headers =
            {
                { "x-shopify-topic", topic },
                { "X-Shopify-Hmac-Sha256", Sign(body) },
                { "X-Shopify-Shop-Domain", Connector.Domain },
                { "X-Shopify-Webhook-Id", "delivery-1" },
                { "X-Shopify-Event-Id", "event-1" },
                { "X-Shopify-Triggered-At", "2026-11-24T09:00:00.123000009Z" },
            },
        };

    private static string Sign(string body, string secret = Connector.Secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
