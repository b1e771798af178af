using System.Net.Http.Json;
using System.Text.Json;
using OpsBot.Sandbox.Shopify;

namespace OpsBot.Tests.Sandbox.Shopify;

public sealed class DoorTests : IAsyncLifetime
{
    private ShopHost host = null!;

    public async ValueTask InitializeAsync() =>
        host = await ShopHost.OpenAsync(
            new PretendShopifyOptions
            {
                Orders = 3,
                Customers = 3,
                BucketSize = 100,
                RestoreRate = 10,
            }
        );

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_wrong_token_is_a_401_and_a_wrong_version_a_404()
    {
        using var noToken = await host.PostAsync(host.Path, new { query = Documents.About });
        using var badToken = await host.PostAsync(host.Path, new { query = Documents.About }, "shpat_other");
        using var oldVersion = await host.PostAsync(
            "/shopify/admin/api/2019-01/graphql.json",
            new { query = "" },
            host.Token
        );
        using var noQuery = await host.PostAsync(host.Path, new { question = "" }, host.Token);

        ((int)noToken.StatusCode).ShouldBe(401);
        ((int)badToken.StatusCode).ShouldBe(401);
        (await badToken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(
            "[API] Invalid API key or access token (unrecognized login or wrong password)"
        );
        ((int)oldVersion.StatusCode).ShouldBe(404);
        ((int)noQuery.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task The_answer_names_the_version_it_was_given_in()
    {
        using var answer = await host.PostAsync(host.Path, new { query = Documents.About }, host.Token);

        answer.Headers.GetValues("X-Shopify-API-Version").ShouldBe(["2026-10"]);
    }

    [Fact]
    public async Task A_token_bought_with_id_and_secret_works_for_a_day()
    {
        var bought = await BuyAsync("pretend-client", "shpss_pretend_secret");
        bought.GetProperty("expires_in").GetInt32().ShouldBe(86399);
        bought.GetProperty("scope").GetString()!.Split(',').ShouldContain(scope => scope == "write_returns");
        host.Token = bought.GetProperty("access_token").GetString()!;

        var about = await host.DataAsync(Documents.About);
        about.GetProperty("shop").GetProperty("ianaTimezone").GetString().ShouldBe("Europe/Berlin");

        host.Clock.Advance(TimeSpan.FromHours(24));
        using var late = await host.PostAsync(host.Path, new { query = Documents.About }, host.Token);
        ((int)late.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task No_token_for_a_wrong_secret() =>
        (await BuyAsync("pretend-client", "other")).GetProperty("error").GetString().ShouldBe("invalid_client");

    [Fact]
    public async Task An_empty_bucket_throttles_as_recorded_and_fills_again_with_time()
    {
        host.Shopify.Tokens.Find(host.Token)!.Bucket.TryTake(95, out _);

        var throttled = await host.AskAsync(
            "{ orders(first: 20) { nodes { id lineItems(first: 5) { nodes { id } } } } }"
        );

        var recorded = new Recording("THROTTLED").Response;
        Recording.Shapes(throttled).ShouldBe(Recording.Shapes(recorded));
        JsonSerializer
            .Serialize(throttled.GetProperty("errors")[0])
            .ShouldBe(JsonSerializer.Serialize(recorded.GetProperty("errors")[0]));
        var cost = throttled.GetProperty("extensions").GetProperty("cost");
        cost.GetProperty("throttleStatus").GetProperty("currentlyAvailable").GetDouble().ShouldBe(5);
        var wait = (cost.GetProperty("requestedQueryCost").GetDouble() - 5) / 10;

        host.Clock.Advance(TimeSpan.FromSeconds(wait));
        (await host.AskAsync("{ orders(first: 20) { nodes { id lineItems(first: 5) { nodes { id } } } } }"))
            .TryGetProperty("data", out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_asked_for_but_not_used_comes_back_to_the_bucket()
    {
        var answer = await host.AskAsync(
            "query($id: ID!) { return(id: $id) { id returnLineItems(first: 50) { nodes { id } } } }",
            new { id = "gid://shopify/Return/1" }
        );

        var cost = answer.GetProperty("extensions").GetProperty("cost");
        cost.GetProperty("requestedQueryCost").GetInt32().ShouldBe(11);
        cost.GetProperty("actualQueryCost").GetInt32().ShouldBe(1);
        cost.GetProperty("throttleStatus").GetProperty("currentlyAvailable").GetDouble().ShouldBe(99);
    }

    [Fact]
    public async Task A_query_over_a_thousand_points_never_runs()
    {
        var answer = await host.AskAsync(
            "{ orders(first: 250) { nodes { id lineItems(first: 250) { nodes { id product { id } variant { id } } } returns(first: 250) { nodes { id returnLineItems(first: 50) { nodes { id } } } } } } }"
        );

        answer
            .GetProperty("errors")[0]
            .GetProperty("extensions")
            .GetProperty("code")
            .GetString()
            .ShouldBe("MAX_COST_EXCEEDED");
    }

    [Fact]
    public async Task The_state_for_the_page_is_small_and_newest_first()
    {
        var order = host.PlainOrder();
        host.Shopify.Merchant.CancelOrder(order);

        var state = await host.GetAsync("/shopify/state");

        state.GetProperty("orders")[0].GetProperty("name").GetString().ShouldBe(order.Name);
        state.GetProperty("orders")[0].GetProperty("total").GetDecimal().ShouldBe(85);
        state.GetProperty("orders").GetArrayLength().ShouldBeLessThanOrEqualTo(50);
    }

    private async Task<JsonElement> BuyAsync(string id, string secret)
    {
        using var answer = await host.PostAsync(
            "/shopify/admin/oauth/access_token",
            new
            {
                client_id = id,
                client_secret = secret,
                grant_type = "client_credentials",
            }
        );
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
