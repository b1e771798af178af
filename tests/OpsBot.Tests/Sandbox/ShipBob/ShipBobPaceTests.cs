using System.Text.Json;
using OpsBot.Sandbox.ShipBob;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Sandbox.ShipBob;

public sealed class ShipBobPaceTests
{
    private const string Centers = ShipBobScene.Api + "/fulfillment-center";

    [Fact]
    public async Task The_151st_call_within_a_minute_is_refused_until_the_first_is_a_minute_old()
    {
        await using var host = await ShipBobScene.OpenAsync();
        var first = await host.GetAsync(Centers);
        first.Headers["x-remaining-calls"].ShouldBe("149");
        host.Clock.Advance(TimeSpan.FromSeconds(35));
        for (var call = 2; call <= 150; call++)
            (await host.GetAsync(Centers)).Status.ShouldBe(200);

        var refused = await host.GetAsync(Centers);
        refused.Status.ShouldBe(429);
        refused.Headers["x-retry-after"].ShouldBe("25");
        refused.Headers.ShouldNotContainKey("Retry-After");

        host.Clock.Advance(TimeSpan.FromSeconds(25));
        (await host.GetAsync(Centers)).Status.ShouldBe(200);
        (await host.GetAsync(Centers)).Status.ShouldBe(429);
    }

    [Fact]
    public async Task The_refusal_reads_as_published()
    {
        var recorded = Shared.Read("fixtures/threepl/shipbob/error.429.json");
        await using var host = await ShipBobScene.OpenAsync(options => options with { CallsPerMinute = 1 });
        await host.GetAsync(Centers);
        host.Clock.Advance(TimeSpan.FromSeconds(35));

        var refused = (await host.GetAsync(Centers)).Json;

        JsonElement.DeepEquals(refused, JsonSerializer.Deserialize<JsonElement>(recorded)).ShouldBeTrue();
    }

    [Fact]
    public async Task Announced_parcels_arrive_and_are_completed_by_themselves_but_some_are_lost()
    {
        await using var host = await ShipBobScene.OpenAsync(options => options with { LoseOneIn = 2 });
        var shipBob = host.Get<PretendShipBob>();
        foreach (var reference in new[] { "R1", "R2", "R3" })
            await ShipBobScene.ExpectAsync(host, reference);

        host.Clock.Advance(TimeSpan.FromSeconds(19));
        shipBob.All().ShouldAllBe(made => made.Status == ShipBobStatus.AwaitingArrival);
        while (shipBob.Find("R3")!.Status != ShipBobStatus.Completed)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        shipBob
            .All()
            .Select(made => made.Status)
            .ShouldBe([ShipBobStatus.Completed, ShipBobStatus.AwaitingArrival, ShipBobStatus.Completed]);
    }
}
