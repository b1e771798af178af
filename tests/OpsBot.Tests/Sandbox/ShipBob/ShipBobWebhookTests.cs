using System.Text.Json;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.ShipBob;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Delivery;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.ShipBob;

public sealed class ShipBobWebhookTests : IAsyncLifetime
{
    private const string Api = ShipBobScene.Api;
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private PretendHost host = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ShipBobScene.OpenAsync();
        receiver = await Receiver.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public void A_signature_is_the_known_answer()
    {
        var cases = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/threepl/shipbob/webhook-signature-cases.json")
        );
        foreach (var known in cases.GetProperty("cases").EnumerateArray())
        {
            var headers = known.GetProperty("headers");
            var at = long.Parse(headers.GetProperty("webhook-timestamp").GetString()!, null);
            var ours = StandardWebhook.Sign(
                cases.GetProperty("secret").GetString()!,
                headers.GetProperty("webhook-id").GetString()!,
                DateTimeOffset.FromUnixTimeSeconds(at),
                Shared.Bytes("fixtures/threepl/shipbob/" + known.GetProperty("bodyFile").GetString())
            );
            var listed = headers.GetProperty("webhook-signature").GetString()!.Split(' ');
            listed.Contains(ours, StringComparer.Ordinal).ShouldBe(known.GetProperty("valid").GetBoolean());
        }
    }

    [Fact]
    public async Task A_subscriber_hears_of_each_step_it_asked_for()
    {
        await SubscribeAsync("return.created", "return.completed");
        await ShipBobScene.ExpectAsync(host, "R1");
        await IdleAsync();
        host.Get<PretendShipBob>().Arrive("R1");
        host.Get<PretendShipBob>().Complete("R1");
        await IdleAsync();

        receiver.All.Select(got => got.Headers["x-webhook-topic"]).ShouldBe(["return.created", "return.completed"]);
        receiver.All[1].Text.ShouldContain("\"reference_id\":\"R1\"");
        receiver.All[1].Text.ShouldContain("\"status\":\"Completed\"");
        receiver.All.ShouldAllBe(got => IsSigned(got));
    }

    [Fact]
    public async Task A_refused_webhook_comes_again_with_the_same_id_and_a_fresh_signature()
    {
        receiver.Answer = before => before == 0 ? 500 : 200;
        await SubscribeAsync("return.created");
        await ShipBobScene.ExpectAsync(host, "R1");
        await IdleAsync();
        receiver.All.Count.ShouldBe(1);

        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await IdleAsync();

        var (first, second) = (receiver.All[0], receiver.All[1]);
        second.Headers["webhook-id"].ShouldBe(first.Headers["webhook-id"]);
        second.Headers["webhook-timestamp"].ShouldNotBe(first.Headers["webhook-timestamp"]);
        IsSigned(second).ShouldBeTrue();
    }

    [Fact]
    public async Task After_the_last_try_it_is_given_up()
    {
        receiver.Answer = _ => 500;
        await SubscribeAsync("return.created");
        await ShipBobScene.ExpectAsync(host, "R1");
        for (var hours = 0; hours < 30; hours++)
        {
            await IdleAsync();
            host.Clock.Advance(TimeSpan.FromHours(11));
        }

        receiver.All.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_doubled_webhook_comes_twice_under_one_id()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.Duplicate) { Times = 1 });
        await SubscribeAsync("return.created");
        await ShipBobScene.ExpectAsync(host, "R1");
        await IdleAsync();

        receiver.All.Count.ShouldBe(2);
        receiver.All.Select(got => got.Headers["webhook-id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_held_back_webhook_comes_after_the_next()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.Reorder) { Times = 1 });
        await SubscribeAsync("return.created", "return.updated");
        await ShipBobScene.ExpectAsync(host, "R1");
        host.Get<PretendShipBob>().Arrive("R1");
        await IdleAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await IdleAsync();

        receiver.All.Select(got => got.Headers["x-webhook-topic"]).ShouldBe(["return.updated", "return.created"]);
    }

    [Fact]
    public async Task Subscriptions_are_listed_without_their_secret_and_can_be_ended()
    {
        var made = await SubscribeAsync("return.created");
        made["secret"].ShouldBe(Secret);

        var listed = (await host.GetAsync(Api + "/webhook")).Json.GetProperty("items")[0];
        listed.GetProperty("id").GetString().ShouldBe(made["id"]);
        listed.TryGetProperty("secret", out _).ShouldBeFalse();

        (await host.SendAsync(HttpMethod.Delete, $"{Api}/webhook/{made["id"]}")).Status.ShouldBe(204);
        (await host.SendAsync(HttpMethod.Delete, $"{Api}/webhook/{made["id"]}")).Status.ShouldBe(404);
        await ShipBobScene.ExpectAsync(host, "R1");
        await IdleAsync();
        receiver.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_is_made_for_who_brings_none()
    {
        var made = await host.PostAsync(
            Api + "/webhook",
            """{"topics":["return.created"],"url":"https://shop.example/hook"}"""
        );

        StandardWebhook.IsUsable(made["secret"]!).ShouldBeTrue();
    }

    [Theory]
    [InlineData("return.eaten", "https://shop.example/", null)]
    [InlineData("return.created", "http://shop.example/", null)]
    [InlineData("return.created", "/hook", null)]
    [InlineData("return.created", "https://shop.example/", "not base64!")]
    public async Task A_wrong_subscription_is_refused(string topic, string url, string? secret)
    {
        var reply = await host.PostAsync(
            Api + "/webhook",
            new
            {
                topics = new[] { topic },
                url,
                secret,
            }
        );

        reply.Status.ShouldBe(422);
        reply.Json.TryGetProperty("$type", out _).ShouldBeTrue();
    }

    private Task<Reply> SubscribeAsync(params string[] topics) =>
        host.PostAsync(
            Api + "/webhook",
            new
            {
                topics,
                url = receiver.Url,
                secret = Secret,
            }
        );

    private Task IdleAsync() => host.Get<ShipBobWebhooks>().Post.IdleAsync();

    private static bool IsSigned(Received got) =>
        got.Headers["webhook-signature"]
        == StandardWebhook.Sign(
            Secret,
            got.Headers["webhook-id"],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(got.Headers["webhook-timestamp"], null)),
            got.Body
        );
}
