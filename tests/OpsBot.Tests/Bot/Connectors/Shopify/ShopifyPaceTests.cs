using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Tests.Bot.Http;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

public sealed class ShopifyPaceTests : IAsyncLifetime
{
    private readonly WatchedClock clock = new();
    private ScriptedServer server = null!;
    private Connector connector = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.OpenAsync();
        connector = Connector.To(server.Url, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await connector.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_call_that_would_be_refused_waits_until_there_is_enough_to_spend()
    {
        server.Then(200, Costing(requested: 100, available: 20)).Then(200, Costing(requested: 100, available: 1000));
        await QueryAsync();
        var second = QueryAsync();
        (await clock.NextWaitAsync()).ShouldBe(TimeSpan.FromSeconds(80 / 40.0));
        server.Asked.Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(2));
        await second;
        server.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Calls_side_by_side_do_not_spend_the_same_points_twice()
    {
        server.Then(200, Costing(requested: 100, available: 150));
        await QueryAsync();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new TaskCompletionSource();
        server.Then(async context =>
        {
            arrived.SetResult();
            await held.Task;
            await context.Response.WriteAsync(Costing(requested: 100, available: 1000), Stop);
        });
        server.Then(200, Costing(requested: 100, available: 1000));
        var first = QueryAsync();
        // The second would otherwise be answered in its place, if it came first, and wait for ever.
        await arrived.Task.WaitAsync(Stop);
        try
        {
            var second = QueryAsync();
            (await clock.NextWaitAsync()).ShouldBe(TimeSpan.FromSeconds(50 / 40.0));
            clock.Advance(TimeSpan.FromSeconds(2));
            await second;
        }
        finally
        {
            held.SetResult();
        }

        await first;
    }

    [Fact]
    public async Task A_clock_that_is_set_back_takes_nothing_away()
    {
        var machine = new MachineClock(clock);
        var pace = new ShopifyPace(machine);
        var first = await pace.EnterAsync(ShopifyDocument.OrderTags, Stop);
        pace.Leave(ShopifyDocument.OrderTags, first, new ShopifyCost(100, 20, 2000, 40));
        clock.Advance(TimeSpan.FromSeconds(2));
        machine.Set(TimeSpan.FromHours(-1));
        var second = pace.EnterAsync(ShopifyDocument.OrderTags, Stop);
        second.IsCompletedSuccessfully.ShouldBeTrue();
        await second;
    }

    private Task<JsonElement> QueryAsync() =>
        connector
            .Get<ShopifyClient>()
            .QueryAsync(ShopifyDocument.OrderTags, new { id = "gid://shopify/Order/1" }, Stop);

    private static string Costing(int requested, int available) =>
        $$"""
            {
              "data": {},
              "extensions": {
                "cost": {
                  "requestedQueryCost": {{requested}},
                  "actualQueryCost": 1,
                  "throttleStatus": {
                    "maximumAvailable": 2000.0,
                    "currentlyAvailable": {{available}},
                    "restoreRate": 40.0
                  }
                }
              }
            }
            """;
}
