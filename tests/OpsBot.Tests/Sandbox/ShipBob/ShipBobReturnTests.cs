using System.Text.Json;
using OpsBot.Sandbox.ShipBob;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.ShipBob;

public sealed class ShipBobReturnTests : IAsyncLifetime
{
    private const string Api = ShipBobScene.Api;
    private PretendHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShipBobScene.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_return_is_expected_and_found_by_id_and_by_reference()
    {
        var made = await ShipBobScene.ExpectAsync(host, "return:1");

        made.Status.ShouldBe(201);
        made["status"].ShouldBe("AwaitingArrival");
        var shown = await host.GetAsync($"{Api}/return/{made["id"]}");
        shown["reference_id"].ShouldBe("return:1");
        var found = await host.GetAsync($"{Api}/return?ReferenceIds=return:1,return:2");
        found.Json.GetProperty("items")[0].GetProperty("id").ToString().ShouldBe(made["id"]);
        host.Ledger.Entries.Select(entry => (entry.System, entry.Effect, entry.Subject))
            .ShouldBe([("shipbob", "return expected", "return:1")]);
    }

    [Fact]
    public async Task The_answer_has_every_field_of_the_published_example()
    {
        var recorded = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/threepl/shipbob/return.created.201.json")
        );

        var made = await host.PostAsync(
            Api + "/return",
            Shared.Read("fixtures/threepl/shipbob/request.create-return.json")
        );

        made.Status.ShouldBe(201);
        Shape.Missing(recorded, made.Json).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Returns.PublicReturnV1Dto", true)]
    [InlineData("Returns.PublicReturnDto", false)]
    public async Task Every_field_we_send_is_in_the_published_schema(string schema, bool created)
    {
        var api = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/threepl/shipbob/openapi-2026-01.subset.json")
        );
        var known = api.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties");

        var made = await ShipBobScene.ExpectAsync(host, "R1");
        var answer = created ? made : await host.GetAsync($"{Api}/return/{made["id"]}");

        answer
            .Json.EnumerateObject()
            .Select(field => field.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(known.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_reference_again_is_refused_and_does_nothing()
    {
        await ShipBobScene.ExpectAsync(host, "R1");

        var again = await ShipBobScene.ExpectAsync(host, "R1");

        again.Status.ShouldBe(422);
        again["message"]!.ShouldContain("R1 already exists");
        again.Json.GetProperty("errors").GetArrayLength().ShouldBe(1);
        host.Ledger.Entries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fifty_at_once_under_one_reference_make_one_return()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ShipBobScene.ExpectAsync(host, "R1")));

        replies.Count(reply => reply.Status == 201).ShouldBe(1);
        replies.Count(reply => reply.Status == 422).ShouldBe(49);
        host.Ledger.Entries.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1L, "does not exist")]
    [InlineData(9_557_857L, "digital")]
    [InlineData(9_557_858L, "bundle")]
    [InlineData(ShipBobScene.Shoe, "more than once")]
    public async Task What_cannot_come_back_is_refused(long item, string why)
    {
        var reply = await host.PostAsync(Api + "/return", ShipBobScene.Request("R1", "1Z", item, item));

        reply.Status.ShouldBe(422);
        reply["message"]!.ShouldContain(why);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(51, 3)]
    [InlineData(3, 501)]
    public async Task A_reference_or_tracking_number_of_the_wrong_length_is_refused(int reference, int tracking)
    {
        var request = ShipBobScene.Request(new string('r', reference), new string('t', tracking));

        (await host.PostAsync(Api + "/return", request)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"reference_id":"R1","inventory":[{"id":9557855,"quantity":1,"requested_action":"Default"}]}""")]
    [InlineData("""{"reference_id":"R1","fulfillment_center":{"id":22},"inventory":[]}""")]
    [InlineData(
        """{"reference_id":"R1","fulfillment_center":{"id":22},"inventory":[{"id":9557855,"quantity":1,"requested_action":"Burn"}]}"""
    )]
    [InlineData(
        """{"reference_id":"R1","fulfillment_center":{"id":22},"original_shipment_id":"1","inventory":[{"id":9557855,"quantity":1,"requested_action":"Default"}]}"""
    )]
    public async Task A_body_of_the_wrong_shape_is_refused(string body)
    {
        var reply = await host.PostAsync(Api + "/return", body);

        reply.Status.ShouldBe(400);
        reply.Headers["Content-Type"].ShouldStartWith("application/problem+json");
    }

    [Fact]
    public async Task A_write_needs_the_channel_that_may_write()
    {
        var channels = (await host.GetAsync(Api + "/channel")).Json.GetProperty("items").EnumerateArray();
        var readOnly = channels.Single(channel =>
            !channel.GetProperty("scopes").ToString().Contains("_write", StringComparison.Ordinal)
        );
        var request = ShipBobScene.Request("R1");

        var other = await host.PostAsync(
            Api + "/return",
            request,
            ("shipbob_channel_id", readOnly.GetProperty("id").ToString())
        );
        host.Headers.Remove("shipbob_channel_id");
        var none = await host.PostAsync(Api + "/return", request);

        (other.Status, none.Status).ShouldBe((403, 400));
        host.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_token_or_version_gets_nowhere()
    {
        (await host.GetAsync("/shipbob/2024-01/return")).Status.ShouldBe(404);
        host.Headers["Authorization"] = "Bearer wrong";
        (await host.GetAsync("/shipbob/2026-01/return")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_travelling_return_can_be_changed_but_keeps_its_reference()
    {
        var id = (await ShipBobScene.ExpectAsync(host, "R1"))["id"];

        var changed = await host.SendAsync(HttpMethod.Put, $"{Api}/return/{id}", ShipBobScene.Request("R1", "NEW"));
        var renamed = await host.SendAsync(HttpMethod.Put, $"{Api}/return/{id}", ShipBobScene.Request("R2", "NEW"));
        var unknown = await host.SendAsync(HttpMethod.Put, $"{Api}/return/1", ShipBobScene.Request("R1"));

        (changed.Status, renamed.Status, unknown.Status).ShouldBe((200, 422, 404));
        changed["tracking_number"].ShouldBe("NEW");
    }

    [Fact]
    public async Task A_return_is_cancelled_once_and_never_after_it_arrived()
    {
        var first = (await ShipBobScene.ExpectAsync(host, "R1"))["id"];
        var second = (await ShipBobScene.ExpectAsync(host, "R2"))["id"];
        host.Get<PretendShipBob>().Arrive("R2").ShouldBeTrue();

        (await CancelAsync(first)).ShouldBe(200);
        (await CancelAsync(first)).ShouldBe(400);
        (await CancelAsync(second)).ShouldBe(400);
        (await CancelAsync("1")).ShouldBe(404);
        (await host.SendAsync(HttpMethod.Put, $"{Api}/return/{second}", ShipBobScene.Request("R2"))).Status.ShouldBe(
            422
        );
        host.Ledger.Entries.Select(entry => entry.Effect)
            .ShouldBe(["return expected", "return expected", "parcel received", "return cancelled"]);
    }

    [Fact]
    public async Task A_return_moves_through_its_statuses_in_order()
    {
        var shipBob = host.Get<PretendShipBob>();
        var id = (await ShipBobScene.ExpectAsync(host, "R1"))["id"];

        shipBob.Complete("R1").ShouldBeFalse();
        shipBob.Arrive("R1").ShouldBeTrue();
        shipBob.Arrive("R1").ShouldBeFalse();
        shipBob.Complete("R1").ShouldBeTrue();
        shipBob.Arrive("unknown").ShouldBeFalse();

        var shown = (await host.GetAsync($"{Api}/return/{id}")).Json;
        shown
            .GetProperty("status_history")
            .EnumerateArray()
            .Select(step => step.GetProperty("status").GetString())
            .ShouldBe(["AwaitingArrival", "Arrived", "Processing", "Completed"]);
        shown
            .GetProperty("inventory")[0]
            .GetProperty("action_taken")[0]
            .GetProperty("action")
            .GetString()
            .ShouldBe("Restock");
    }

    [Fact]
    public async Task Lists_come_newest_first_in_pages()
    {
        foreach (var reference in new[] { "R1", "R2", "R3" })
            await ShipBobScene.ExpectAsync(host, reference);

        var first = await host.GetAsync(Api + "/return?Limit=2&Status=AwaitingArrival,Arrived");
        var second = await host.GetAsync(new Uri(first["next"]!).PathAndQuery);

        References(first).ShouldBe(["R3", "R2"]);
        References(second).ShouldBe(["R1"]);
        second.Json.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        References(await host.GetAsync(Api + "/return?SortOrder=Asc&Limit=1")).ShouldBe(["R1"]);
        References(await host.GetAsync(Api + "/return?Status=Cancelled")).ShouldBeEmpty();
        (await host.GetAsync(Api + "/return?Limit=0")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_sku_is_found_by_a_part_of_it_page_by_page()
    {
        var first = await host.GetAsync(Api + "/inventory?SearchBy=shoe-&PageSize=1");
        var second = await host.GetAsync(new Uri(first["next"]!).PathAndQuery);

        Skus(first).ShouldBe(["SHOE-42"]);
        Skus(second).ShouldBe(["SHOE-43"]);
        Skus(await host.GetAsync(Api + "/inventory?SearchBy=9557857")).ShouldBe(["GIFT"]);
        Skus(await host.GetAsync(Api + "/inventory?IsDigital=false&InventoryIds=9557857,9557858")).ShouldBe(["SET"]);
        (await host.GetAsync(Api + "/inventory/9557855"))["sku"].ShouldBe("SHOE-42");
        (await host.GetAsync(Api + "/fulfillment-center")).Json[0].GetProperty("id").GetInt32().ShouldBe(22);
    }

    private async Task<int> CancelAsync(string? id) =>
        (await host.SendAsync(HttpMethod.Post, $"{Api}/return/{id}:cancel")).Status;

    private static IEnumerable<string?> References(Reply reply) => Each(reply, "reference_id");

    private static IEnumerable<string?> Skus(Reply reply) => Each(reply, "sku");

    private static IEnumerable<string?> Each(Reply reply, string name) =>
        reply.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(name).GetString());
}
