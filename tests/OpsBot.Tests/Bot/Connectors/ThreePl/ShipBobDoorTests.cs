using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Connectors.ThreePl;
using OpsBot.Bot.Http;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.ThreePl;

public sealed class ShipBobDoorTests : IAsyncLifetime
{
    private const string Body = """{"id":101,"reference_id":"shopify-Return-7","status":"Arrived"}""";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_478_400);

    private readonly ConnectorHost connector = Warehouse.Connect(
        new Uri("http://127.0.0.1:1"),
        new FakeTimeProvider(Now)
    );
    private readonly HttpMessageInvoker sender = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private Uri door = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => door = new Uri(await connector.OpenAsync(), ShipBobDoor.Path);

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await connector.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_is_kept_with_what_it_means()
    {
        (await PostAsync("return.updated", Body)).ShouldBe(HttpStatusCode.OK);
        var arrival = connector.Arrivals.ShouldHaveSingleItem();
        arrival.Source.ShouldBe("threepl");
        arrival.DedupeKey.ShouldBe("msg_1");
        arrival.Topic.ShouldBe("return.updated");
        Encoding.UTF8.GetString(arrival.Body.Span).ShouldBe(Body);
        arrival.Happening.ShouldBe(new ParcelChanged("gid://shopify/Return/7", Arrived: true));
    }

    [Fact]
    public async Task The_same_webhook_again_is_answered_alike_and_kept_once()
    {
        (await PostAsync("return.updated", Body)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync("return.updated", Body)).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("return.created", "AwaitingArrival", false)]
    [InlineData("return.updated", "AwaitingArrival", false)]
    [InlineData("return.updated", "Cancelled", false)]
    [InlineData("return.updated", "Processing", true)]
    [InlineData("return.completed", "Completed", true)]
    [InlineData("return.completed", "", true)]
    public async Task Only_goods_that_are_there_have_arrived(string topic, string status, bool arrived)
    {
        await PostAsync(topic, $$"""{"reference_id":"R1","status":"{{status}}"}""");
        connector.Arrivals.ShouldHaveSingleItem().Happening.ShouldBe(new ParcelChanged("R1", arrived));
    }

    public static TheoryData<string, string, string?, HttpStatusCode> BadInput() =>
        new()
        {
            { "no signature", "webhook-signature", null, HttpStatusCode.Unauthorized },
            { "an empty signature", "webhook-signature", "", HttpStatusCode.Unauthorized },
            { "not base64", "webhook-signature", "v1,cle!!", HttpStatusCode.Unauthorized },
            { "another body", "webhook-signature", Sign(Body + "\n"), HttpStatusCode.Unauthorized },
            { "another id", "webhook-id", "msg_2", HttpStatusCode.Unauthorized },
            { "no id", "webhook-id", null, HttpStatusCode.Unauthorized },
            { "no time", "webhook-timestamp", null, HttpStatusCode.Unauthorized },
            { "another time", "webhook-timestamp", "1795478401", HttpStatusCode.Unauthorized },
            { "no topic", "x-webhook-topic", null, HttpStatusCode.BadRequest },
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
        (await PostAsync("return.updated", Body, (header, value))).ShouldBe(status, what);
        connector.Arrivals.ShouldBeEmpty();
        connector.Logged.ShouldContain(line => line.Contains($"answered {(int)status}", StringComparison.Ordinal));
        connector.Logged.ShouldAllBe(line => !line.Contains(Warehouse.Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-300, HttpStatusCode.OK)]
    [InlineData(300, HttpStatusCode.OK)]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    [InlineData(301, HttpStatusCode.Unauthorized)]
    public async Task A_signature_is_good_for_five_minutes(int seconds, HttpStatusCode status)
    {
        var at = Now.AddSeconds(seconds);
        var answer = await PostAsync(
            "return.updated",
            Body,
            ("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("webhook-signature", Sign(Body, at))
        );
        answer.ShouldBe(status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":")]
    public async Task A_signed_body_that_is_no_JSON_object_is_refused(string body)
    {
        (await PostAsync("return.updated", body)).ShouldBe(HttpStatusCode.BadRequest);
        connector.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_above_a_mebibyte_is_refused()
    {
        var big = $$"""{"note":"{{new string('x', 1024 * 1024)}}"}""";
        (await PostAsync("return.updated", big)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
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
                if (tags[0].Value is "order.shipped_of_this_test")
                    counted.Add($"{count} {tags[0].Value}");
            }
        );
        listener.Start();
        (await PostAsync("order.shipped_of_this_test", "{}")).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.ShouldBeEmpty();
        counted.ShouldBe(["1 order.shipped_of_this_test"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Nothing_but_a_post_does_anything(string method)
    {
        using var request = Request("return.updated", Body);
        request.Method = new HttpMethod(method);
        if (method is "GET")
            request.Content = null;
        using var answer = await sender.SendAsync(request, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        connector.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_kept_is_asked_for_again()
    {
        connector.StoreFails = true;
        (await PostAsync("return.updated", Body)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        connector.StoreFails = false;
        (await PostAsync("return.updated", Body)).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_does_not_say_which_return_it_is_about_is_kept_and_logged()
    {
        (await PostAsync("return.completed", """{"id":5,"reference_id":null}""")).ShouldBe(HttpStatusCode.OK);
        connector.Arrivals.ShouldHaveSingleItem().Happening.ShouldBeNull();
        connector.Logged.ShouldContain(line => line.Contains("return.completed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_published_cases_are_judged_as_published()
    {
        var published = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/threepl/shipbob/webhook-signature-cases.json")
        );
        foreach (var one in published.GetProperty("cases").EnumerateArray())
        {
            var body = Shared.Read("fixtures/threepl/shipbob/" + one.GetProperty("bodyFile").GetString());
            var headers = one.GetProperty("headers").EnumerateObject().Select(it => (it.Name, it.Value.GetString()));
            var status = await PostAsync("return.completed", body, [.. headers]);
            status.ShouldBe(one.GetProperty("valid").GetBoolean() ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
        }

        connector.Arrivals.ShouldHaveSingleItem().Happening.ShouldBe(new ParcelChanged("RETURN101", Arrived: true));
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
                { "webhook-id", "msg_1" },
                { "webhook-timestamp", Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", Sign(body) },
                { "x-webhook-topic", topic },
            },
        };

    private static string Sign(string body, DateTimeOffset? at = null)
    {
        var key = Convert.FromBase64String(Warehouse.Secret["whsec_".Length..]);
        var signed = $"msg_1.{(at ?? Now).ToUnixTimeSeconds()}.{body}";
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }
}
