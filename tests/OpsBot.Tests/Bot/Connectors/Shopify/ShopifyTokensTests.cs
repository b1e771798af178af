using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Http;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

public sealed class ShopifyTokensTests : IAsyncLifetime
{
    private const string Answer = """{"data":{"order":null}}""";
    private readonly FakeTimeProvider clock = new();
    private ScriptedServer server = null!;
    private Connector connector = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.OpenAsync();
        connector = Connector.To(
            server.Url,
            clock,
            ("AccessToken", null),
            ("ClientId", "the-app"),
            ("ClientSecret", "shpss_app")
        );
    }

    public async ValueTask DisposeAsync()
    {
        await connector.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_asked_for_once_and_carried_until_nine_tenths_of_its_life()
    {
        server.Then(200, Grant("one")).Then(200, Answer).Then(200, Answer).Then(200, Grant("two")).Then(200, Answer);
        await QueryAsync();
        clock.Advance(TimeSpan.FromSeconds(86399 * 0.9) - TimeSpan.FromSeconds(1));
        await QueryAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        await QueryAsync();

        var asked = server.Asked;
        asked[0].Path.ShouldBe("/admin/oauth/access_token");
        asked[0].Json.Text("client_id").ShouldBe("the-app");
        asked[0].Json.Text("client_secret").ShouldBe("shpss_app");
        asked[0].Json.Text("grant_type").ShouldBe("client_credentials");
        Tokens().ShouldBe(["one", "one", "two"]);
    }

    [Fact]
    public async Task Many_at_once_ask_for_one_token()
    {
        server.Then(200, Grant("one"));
        for (var call = 0; call < 20; call++)
            server.Then(200, Answer);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => QueryAsync()));
        server.Asked.Count(asked => asked.Path.EndsWith("access_token", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        server.Then(200, Grant("one")).Then(401).Then(200, Grant("two")).Then(200, Answer);
        await QueryAsync();
        Tokens().ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_second_refusal_needs_mending()
    {
        server.Then(200, Grant("one")).Then(401).Then(200, Grant("two")).Then(401);
        var failure = await Should.ThrowAsync<OutsideException>(QueryAsync);
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.Status.ShouldBe(StatusCodes.Status401Unauthorized);
        server.Asked.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_permanent_token_that_is_refused_is_not_tried_again()
    {
        await using var permanent = Connector.To(server.Url, clock);
        server.Then(401);
        var query = permanent.Get<ShopifyClient>().QueryAsync(ShopifyDocument.OrderTags, new { id = "x" }, Stop);
        (await Should.ThrowAsync<OutsideException>(() => query)).Kind.ShouldBe(FailureKind.Broken);
        server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client"}""")]
    [InlineData(200, "{}")]
    public async Task Credentials_that_are_not_taken_need_mending_and_are_not_shown(int status, string body)
    {
        server.Then(status, body);
        var failure = await Should.ThrowAsync<OutsideException>(QueryAsync);
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.ToString().ShouldNotContain("shpss_app");
    }

    private Task QueryAsync() =>
        connector.Get<ShopifyClient>().QueryAsync(ShopifyDocument.OrderTags, new { id = "x" }, Stop);

    private IEnumerable<string> Tokens() =>
        server
            .Asked.Where(asked => asked.Headers.ContainsKey("X-Shopify-Access-Token"))
            .Select(asked => asked.Headers["X-Shopify-Access-Token"]);

    private static string Grant(string token) =>
        $$"""{ "access_token": "{{token}}", "scope": "read_orders", "expires_in": 86399 }""";
}
