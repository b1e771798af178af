using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Connectors.ThreePl;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Tests.Bot.Http;

namespace OpsBot.Tests.Bot.Connectors.ThreePl;

public sealed class ParcelDeskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_parcel_is_followed_from_announced_to_done()
    {
        await using var warehouse = await Warehouse.OpenAsync();
        var desk = warehouse.Connector.Get<IParcelDesk>();
        desk.IsConnected.ShouldBeTrue();
        (await desk.FindAsync(Warehouse.Return, Stop)).ShouldBeNull();
        await warehouse.ActAsync(Warehouse.Parcel("SHOE-42"));
        (await StatusAsync()).ShouldBe(ParcelStatus.Awaited);
        warehouse.ShipBob.Arrive(Warehouse.Reference);
        (await StatusAsync()).ShouldBe(ParcelStatus.Arrived);
        warehouse.ShipBob.Complete(Warehouse.Reference);
        (await StatusAsync()).ShouldBe(ParcelStatus.Completed);

        async Task<ParcelStatus?> StatusAsync() => (await desk.FindAsync(Warehouse.Return, Stop))?.Status;
    }

    [Theory]
    [InlineData("AwaitingArrival", nameof(ParcelStatus.Awaited))]
    [InlineData("Awaiting Arrival", nameof(ParcelStatus.Awaited))]
    [InlineData("Arrived", nameof(ParcelStatus.Arrived))]
    [InlineData("Processing", nameof(ParcelStatus.Arrived))]
    [InlineData("Completed", nameof(ParcelStatus.Completed))]
    [InlineData("Cancelled", nameof(ParcelStatus.Cancelled))]
    public async Task Every_word_of_ShipBob_has_its_meaning(string word, string status)
    {
        var parcel = await FindAsync(
            $$"""{"items":[{"id":7,"reference_id":"{{Warehouse.Reference}}","status":"{{word}}"}]}"""
        );
        parcel.ShouldBe(new Parcel("7", Enum.Parse<ParcelStatus>(status)));
    }

    [Theory]
    [InlineData("Restock", 2, 0, 0)]
    [InlineData("Restock", 1, 1, 0)]
    [InlineData("Dispose", 2, 0, 2)]
    [InlineData("Quarantine", 1, 1, 1)]
    public async Task What_came_and_what_was_done_with_it_is_read(string action, int processed, int missing, int kept)
    {
        var parcel = await FindAsync(
            $$"""
            {"items":[{"id":7,"reference_id":"{{Warehouse.Reference}}","status":"Completed","inventory":[
              {"quantity":2,"action_taken":[{"action":"{{action}}","quantity_processed":{{processed}}}]}]}]}
            """
        );
        parcel.ShouldBe(new Parcel("7", ParcelStatus.Completed) { Missing = missing, NotRestocked = kept });
    }

    [Fact]
    public async Task A_parcel_that_tells_nothing_of_its_contents_is_taken_for_empty()
    {
        var parcel = await FindAsync(
            $$"""{"items":[{"id":7,"reference_id":"{{Warehouse.Reference}}","status":"Completed","inventory":[{"quantity":2,"action_taken":null}]}]}"""
        );
        parcel.ShouldBe(new Parcel("7", ParcelStatus.Completed) { Missing = 2 });
    }

    [Fact]
    public async Task A_word_nobody_knows_is_not_guessed_at() =>
        await Should.ThrowAsync<InvalidOperationException>(() =>
            FindAsync($$"""{"items":[{"id":7,"reference_id":"{{Warehouse.Reference}}","status":"Eaten"}]}""")
        );

    [Fact]
    public async Task Another_parcel_is_never_taken_for_the_one_asked_for() =>
        (
            await FindAsync("""{"items":[{"id":7,"reference_id":"shopify-Return-8","status":"Completed"}]}""")
        ).ShouldBeNull();

    [Fact]
    public async Task Without_a_3PL_no_parcel_is_announced_and_no_door_is_open()
    {
        await using var host = new ConnectorHost(
            [],
            (s, reader) => s.AddThreePl(reader),
            routes => routes.MapThreePl()
        );
        var desk = host.Get<IParcelDesk>();
        desk.IsConnected.ShouldBeFalse();
        (await desk.FindAsync(Warehouse.Return, Stop)).ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => host.Get<ActorList>().For(Warehouse.Parcel("SHOE-42")));
        host.Get<IServiceProvider>().GetService<ShipBobWebhooks>().ShouldBeNull();
        var door = new Uri(await host.OpenAsync(), ShipBobDoor.Path);
        using var sender = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, door);
        using var answer = await sender.SendAsync(request, Stop);
        ((int)answer.StatusCode).ShouldBe(404);
    }

    private static async Task<Parcel?> FindAsync(string answer)
    {
        await using var server = await ScriptedServer.OpenAsync();
        await using var connector = Warehouse.Connect(server.Url);
        server.Then(200, answer);
        var found = await connector.Get<IParcelDesk>().FindAsync(Warehouse.Return, Stop);
        var asked = server.Asked.ShouldHaveSingleItem();
        asked.Path.ShouldBe("/shipbob/2026-01/return");
        asked.Headers["Authorization"].ShouldBe("Bearer pat-1");
        asked.Headers["shipbob_channel_id"].ShouldBe("104001");
        return found;
    }
}
