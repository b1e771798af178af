using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using OpsBot.Bot.Http;
using OpsBot.Loops.Shop;

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
            { "another secret", "X-Shopify-Hmac-Sha256", Webhook.Sign(Body, "other"), HttpStatusCode.Unauthorized },
            { "another body", "X-Shopify-Hmac-Sha256", Webhook.Sign(Body + "\n"), HttpStatusCode.Unauthorized },
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
        using var unsized = Webhook.To(door, "returns/request", big);
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
            if (instrument.Meter.Name == Intake.MeterName)
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
        using var request = Webhook.To(door, "returns/request", Body);
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

    private async Task<HttpStatusCode> PostAsync(
        string topic,
        string body,
        params (string Name, string? Value)[] changes
    )
    {
        using var request = Webhook.To(door, topic, body);
        foreach (var (name, value) in changes)
        {
            request.Headers.Remove(name);
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await sender.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
