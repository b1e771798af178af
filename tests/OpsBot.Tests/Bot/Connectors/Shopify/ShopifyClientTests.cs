using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Http;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>What the client makes of answers; those that were recorded are replayed.</summary>
public sealed class ShopifyClientTests : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private readonly WatchedClock clock = new();
    private ScriptedServer server = null!;
    private Connector connector = null!;

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
    public async Task A_call_carries_the_token_and_goes_to_the_version()
    {
        server.Then(200, """{"data":{"order":{"tags":["a"]}}}""");
        var data = await QueryAsync();
        data.GetProperty("order").Texts("tags").ShouldBe(["a"]);
        var asked = server.Asked.ShouldHaveSingleItem();
        asked.Path.ShouldBe("/admin/api/2026-10/graphql.json");
        asked.Headers["X-Shopify-Access-Token"].ShouldBe("shpat_of_tests");
        asked.Headers["Content-Type"].ShouldStartWith("application/json");
        asked.Json.Text("query").ShouldBe(ShopifyDocument.OrderTags.Text);
        asked.Variables.Text("id").ShouldBe("gid://shopify/Order/1");
    }

    [Fact]
    public async Task A_null_in_the_variables_is_sent_as_null()
    {
        server.Then(200, """{"data":{}}""");
        await Client.QueryAsync(ShopifyDocument.ReturnLines, new { id = "x", after = (string?)null }, Stop);
        server.Asked[0].Variables.GetProperty("after").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(401, nameof(FailureKind.Broken), "Shopify: answered 401")]
    [InlineData(402, nameof(FailureKind.Broken), "Shopify: answered 402")]
    [InlineData(403, nameof(FailureKind.Broken), "Shopify: answered 403")]
    [InlineData(
        404,
        nameof(FailureKind.Broken),
        "Shopify: answered 404: there is no such shop, or no such version of its interface"
    )]
    [InlineData(423, nameof(FailureKind.Broken), "Shopify: answered 423: the shop is locked")]
    [InlineData(502, nameof(FailureKind.Uncertain), "Shopify: answered 502")]
    public async Task The_first_layer_is_the_status(int status, string kind, string says)
    {
        server.Then(status, "{}");
        await FailsAsync(MutateAsync, kind, says);
        server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Throttled_ran_nothing_and_says_how_long_to_wait()
    {
        // 752 points wanted, 666 there, 50 more every second.
        Replay("THROTTLED");
        var failure = await FailsAsync(MutateAsync, nameof(FailureKind.Safe), "Shopify: asks us to slow down");
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(86 / 50.0));
    }

    [Fact]
    public async Task An_edge_that_answers_429_is_heard_too()
    {
        server.Then(429, "", ("Retry-After", "4.0"));
        var failure = await FailsAsync(MutateAsync, nameof(FailureKind.Safe), "Shopify: answered 429");
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task An_internal_error_leaves_a_write_uncertain_and_a_read_safe()
    {
        Replay("internal-server-error");
        await FailsAsync(MutateAsync, nameof(FailureKind.Uncertain), "Shopify: failed inside: Internal error.*");
        Replay("internal-server-error");
        await FailsAsync(QueryAsync, nameof(FailureKind.Safe), "Shopify: failed inside: Internal error.*");
    }

    [Theory]
    [InlineData("inventoryAdjustQuantities.errors.missing-idempotent", "BAD_REQUEST: The @idempotent directive is*")]
    [InlineData("errors.undefined-field-code-on-UserError", "undefinedField: Field 'code' doesn't exist*")]
    [InlineData("errors.invalid-enum-variable", "INVALID_VARIABLE: Variable $fulfillmentEvent*")]
    [InlineData("fulfillmentOrderHold.errors.invalid-id", "RESOURCE_NOT_FOUND: Invalid id: *")]
    [InlineData("inventoryAdjustQuantities.errors.missing-changeFromQuantity", "INVALID_FIELD_ARGUMENTS: *")]
    public async Task A_document_or_variable_that_is_wrong_needs_mending(string recording, string says)
    {
        Replay(recording);
        await FailsAsync(MutateAsync, nameof(FailureKind.Broken), "Shopify: " + says);
    }

    [Fact]
    public async Task Access_that_is_missing_is_named()
    {
        server.Then(
            200,
            """
            {"errors":[{"message":"Access denied for returnApproveRequest field. Required access: `write_returns` access scope.",
            "extensions":{"code":"ACCESS_DENIED","requiredAccess":"`write_returns` access scope."},
            "path":["returnApproveRequest"]}],"data":{"returnApproveRequest":null}}
            """
        );
        await FailsAsync(
            MutateAsync,
            nameof(FailureKind.Broken),
            "Shopify: this app may not do that: it needs `write_returns` access scope."
        );
    }

    [Fact]
    public async Task Errors_beside_a_payload_mean_that_the_write_happened()
    {
        Replay("fulfillmentOrderHold.partial-access-denied");
        var answer = await MutateAsync();
        answer.IsRefused.ShouldBeFalse();
        answer.Payload.GetProperty("fulfillmentHold").Text("id").ShouldStartWith("gid://shopify/FulfillmentHold/");
        connector.Logged.ShouldContain(line => line.Contains("`read_apps` access scope", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_beside_data_make_a_read_useless_unless_they_only_hide_a_customer()
    {
        static string Denied(string path) =>
            $$"""
                {
                  "errors": [
                    {
                      "message": "no",
                      "extensions": { "code": "ACCESS_DENIED", "requiredAccess": "`read_x`" },
                      "path": ["order", {{path}}]
                    }
                  ],
                  "data": { "order": { "tags": [] } }
                }
                """;
        server.Then(200, Denied("\"disputes\""));
        await FailsAsync(
            QueryAsync,
            nameof(FailureKind.Broken),
            "Shopify: this app may not do that: it needs `read_x`"
        );
        server.Then(200, Denied("\"customer\",\"defaultEmailAddress\""));
        (await QueryAsync()).GetProperty("order").Texts("tags").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "refundCreate.userErrors.over-refund",
        "Refund amount $25.00 is greater than net payment received $15.00"
    )]
    [InlineData("refundCreate.userErrors.missing-parent", "Transactions require a parent_id associated with the order")]
    [InlineData(
        "returnApproveRequest.userErrors.already-open",
        "Return is not approvable. Only returns with status REQUESTED can be approved."
    )]
    [InlineData("returnApproveRequest.userErrors.not-found", "Return not found.")]
    public async Task The_third_layer_is_a_no_in_the_shops_own_words(string recording, string says)
    {
        Replay(recording);
        var answer = await MutateAsync();
        answer.IsRefused.ShouldBeTrue();
        answer.Words.ShouldBe(says);
        answer.IsAlreadyPast.ShouldBe(recording.EndsWith("already-open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_fourth_layer_is_a_payload_that_is_not_there()
    {
        server.Then(200, """{"data":{"returnApproveRequest":null}}""");
        (await MutateAsync()).Words.ShouldBe("Shopify did nothing and gave no reason.");
        Replay("return.query.not-found");
        (await QueryAsync()).Get("return").ShouldBeNull();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task An_answer_without_sense_leaves_a_write_uncertain(string body)
    {
        server.Then(200, body);
        await FailsAsync(MutateAsync, nameof(FailureKind.Uncertain), "Shopify: *");
        server.Then(200, body);
        await FailsAsync(QueryAsync, nameof(FailureKind.Safe), "Shopify: *");
    }

    [Fact]
    public async Task Another_version_than_was_asked_for_is_told_once()
    {
        server.Then(200, """{"data":{}}""", ("X-Shopify-API-Version", "2027-01"));
        server.Then(200, """{"data":{}}""", ("X-Shopify-API-Version", "2027-01"));
        await QueryAsync();
        await QueryAsync();
        connector.Logged.Count(line => line.Contains("2027-01", StringComparison.Ordinal)).ShouldBe(1);
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
        var held = new TaskCompletionSource();
        server.Then(async context =>
        {
            await held.Task;
            await context.Response.WriteAsync(Costing(requested: 100, available: 1000), Stop);
        });
        server.Then(200, Costing(requested: 100, available: 1000));
        var first = QueryAsync();
        var second = QueryAsync();
        (await clock.NextWaitAsync()).ShouldBe(TimeSpan.FromSeconds(50 / 40.0));
        clock.Advance(TimeSpan.FromSeconds(2));
        await second;
        held.SetResult();
        await first;
    }

    private ShopifyClient Client => connector.Get<ShopifyClient>();

    private Task<JsonElement> QueryAsync() =>
        Client.QueryAsync(ShopifyDocument.OrderTags, new { id = "gid://shopify/Order/1" }, Stop);

    private Task<ShopifyAnswer> MutateAsync() =>
        Client.MutateAsync(ShopifyDocument.ApproveReturn, new { input = new { id = "gid://shopify/Return/1" } }, Stop);

    private static async Task<OutsideException> FailsAsync<T>(Func<Task<T>> call, string kind, string says)
    {
        var failure = await Should.ThrowAsync<OutsideException>(call);
        failure.Kind.ToString().ShouldBe(kind);
        if (says.EndsWith('*'))
            failure.Message.ShouldStartWith(says[..^1]);
        else
            failure.Message.ShouldBe(says);
        return failure;
    }

    private void Replay(string recording)
    {
        var recorded = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read($"fixtures/shopify/graphql/{recording}.json")
        );
        server.Then(recorded.Number("status"), recorded.GetProperty("response").GetRawText());
    }

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
