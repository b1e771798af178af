using OpsBot.Bot.Connectors.ThreePl;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Bot.Http;
using PretendWebhooks = OpsBot.Sandbox.ShipBob.ShipBobWebhooks;

namespace OpsBot.Tests.Bot.Connectors.ThreePl;

public sealed class ShipBobWebhooksTests
{
    private const string Door = "http://127.0.0.1:5100/webhooks/threepl";
    private static readonly string[] All = ["return.created", "return.updated", "return.completed"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_missing_is_subscribed_to_once()
    {
        await using var warehouse = await Warehouse.OpenAsync(("CallbackUrl", "http://127.0.0.1:5100/"));
        await EnsureAsync(warehouse.Connector);
        await EnsureAsync(warehouse.Connector);
        var made = warehouse.Pretend.Get<PretendWebhooks>().Subscriptions.ShouldHaveSingleItem();
        made.Url.ShouldBe(new Uri(Door));
        made.Topics.ShouldBe(All);
        made.Secret.ShouldBe(Warehouse.Secret);
        warehouse.Connector.Logged.ShouldAllBe(line => !line.Contains(Warehouse.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_is_missing_is_added_and_other_addresses_do_not_count()
    {
        await using var warehouse = await Warehouse.OpenAsync(("CallbackUrl", "http://127.0.0.1:5100/"));
        var webhooks = warehouse.Pretend.Get<PretendWebhooks>();
        webhooks.Subscribe(new Uri("https://other.example/webhooks/threepl"), All);
        webhooks.Subscribe(new Uri(Door), ["return.updated"]);
        await EnsureAsync(warehouse.Connector);
        webhooks.Subscriptions[^1].Topics.ShouldBe(["return.created", "return.completed"]);
        webhooks.Subscriptions.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Without_an_address_for_them_nothing_is_touched()
    {
        await using var warehouse = await Warehouse.OpenAsync();
        await EnsureAsync(warehouse.Connector);
        warehouse.Calls("GET", "/webhook").ShouldBe(0);
        warehouse.Connector.Logged.ShouldContain(line =>
            line.Contains("CallbackUrl is not set", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_subscription_that_was_switched_off_is_made_anew()
    {
        await using var server = await ScriptedServer.OpenAsync();
        await using var connector = Warehouse.Connect(server.Url, null, ("CallbackUrl", "http://127.0.0.1:5100/"));
        // The list goes on elsewhere, but the token does not.
        server.Then(
            200,
            """{"items":[],"next":"https://elsewhere.example/2026-01/webhook?Cursor=2&RecordsPerPage=250"}"""
        );
        server.Then(
            200,
            $$"""{"items":[{"id":"whk_1","url":"{{Door}}","enabled":false,"topics":["return.created"]}],"next":null}"""
        );
        server.Then(204).Then(422, """{"value":{"url":["The url must be reachable."]}}""");
        await EnsureAsync(connector);
        server.Asked[2].Path.ShouldBe("/shipbob/2026-01/webhook/whk_1");
        server.Asked[3].Json.GetProperty("topics").GetArrayLength().ShouldBe(3);
        connector.Logged.ShouldContain(line => line.Contains("The url must be reachable.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ShipBob_posts_arrives_as_news_of_the_return()
    {
        await using var pretend = await Sandbox.ShipBob.ShipBobScene.OpenAsync();
        // The door's address is known only once it is open: two connectors, one that listens and one that calls.
        await using var listening = Warehouse.Connect(ConnectorHost.AddressOf(pretend), pretend.Clock);
        var bot = await listening.OpenAsync();
        await using var calling = Warehouse.Connect(
            ConnectorHost.AddressOf(pretend),
            pretend.Clock,
            ("CallbackUrl", bot.ToString())
        );
        await EnsureAsync(calling);
        await calling.ActAsync(Warehouse.Parcel("SHOE-42"), Warehouse.Key);
        await listening.NextArrivalAsync();
        pretend.Get<OpsBot.Sandbox.ShipBob.PretendShipBob>().Arrive(Warehouse.Reference);
        await listening.NextArrivalAsync();
        pretend.Get<OpsBot.Sandbox.ShipBob.PretendShipBob>().Complete(Warehouse.Reference);
        await listening.NextArrivalAsync();
        listening
            .Arrivals.OrderBy(arrival => arrival.Topic, StringComparer.Ordinal)
            .Select(arrival => (arrival.Topic, arrival.Happening))
            .ShouldBe([
                ("return.completed", new ParcelChanged(Warehouse.Return, Arrived: true)),
                ("return.created", new ParcelChanged(Warehouse.Return, Arrived: false)),
                ("return.updated", new ParcelChanged(Warehouse.Return, Arrived: true)),
            ]);
    }

    private static Task EnsureAsync(ConnectorHost connector) => connector.Get<ShipBobWebhooks>().EnsureAsync(Stop);
}
