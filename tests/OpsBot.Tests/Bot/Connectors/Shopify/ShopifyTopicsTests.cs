using System.Net;
using System.Text.Json;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>What the payloads of the topics we ask for mean, through the door.</summary>
public sealed class ShopifyTopicsTests : IAsyncLifetime
{
    private readonly Connector connector = Connector.To(new Uri("http://127.0.0.1:1"));
    private readonly HttpMessageInvoker sender = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private Uri door = null!;

    public async ValueTask InitializeAsync() => door = await connector.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await connector.DisposeAsync();
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
        await PostAsync(topic, body);
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
        await PostAsync(topic, body);
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
        await PostAsync(topic, recorded.GetProperty("body").GetRawText());
    }

    private async Task PostAsync(string topic, string body)
    {
        using var request = Webhook.To(door, topic, body);
        using var answer = await sender.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
