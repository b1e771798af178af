using System.Text.Json;
using OpsBot.Sandbox.Shopify;

namespace OpsBot.Tests.Sandbox.Shopify;

public sealed class ErrorTests : IAsyncLifetime
{
    private ShopHost host = null!;

    public async ValueTask InitializeAsync() =>
        host = await ShopHost.OpenAsync(new PretendShopifyOptions { Orders = 3, Customers = 3 });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Asking_a_plain_user_error_for_its_code_fails_the_whole_document()
    {
        const string query = """
            mutation Wrong($input: RefundInput!, $key: String!) {
              refundCreate(input: $input) @idempotent(key: $key) {
                userErrors { message code }
              }
            }
            """;

        var answer = await host.AskAsync(query, new { });

        Recording
            .Shapes(answer)
            .ShouldBe(Recording.Shapes(new Recording("errors.undefined-field-code-on-UserError").Response));
        var error = answer.GetProperty("errors")[0];
        error.GetProperty("message").GetString().ShouldBe("Field 'code' doesn't exist on type 'UserError'");
        error
            .GetProperty("path")
            .EnumerateArray()
            .Select(step => step.GetString())
            .ShouldBe(["mutation Wrong", "refundCreate", "userErrors", "code"]);
        error.GetProperty("locations")[0].GetProperty("line").GetInt32().ShouldBe(3);
        error.GetProperty("locations")[0].GetProperty("column").GetInt32().ShouldBe(26);
    }

    [Fact]
    public async Task A_missing_argument_is_named()
    {
        const string query = """
            mutation MissingCreateWebhookTopic {
              webhookSubscriptionCreate(webhookSubscription: { uri: "https://example.com" }) { userErrors { message } }
            }
            """;

        var answer = await host.AskAsync(query);

        var recorded = new Recording("webhookSubscriptionCreate.errors.missing-argument").Response;
        JsonSerializer.Serialize(answer).ShouldBe(JsonSerializer.Serialize(recorded));
    }

    [Fact]
    public async Task A_word_that_is_not_in_the_list_is_refused_with_the_list()
    {
        var answer = await host.AskAsync(
            Documents.Decline,
            new { input = new { id = "gid://shopify/Return/1", declineReason = "NO_REASON" } }
        );

        Recording
            .Shapes(answer)
            .Where(shape => !shape.Contains(".value.", StringComparison.Ordinal))
            .ShouldBe(
                Recording
                    .Shapes(new Recording("errors.invalid-enum-variable").Response)
                    .Where(shape => !shape.Contains(".value.", StringComparison.Ordinal))
            );
        answer
            .GetProperty("errors")[0]
            .GetProperty("message")
            .GetString()
            .ShouldBe(
                "Variable $input of type ReturnDeclineRequestInput! was provided invalid value for declineReason (Expected \"NO_REASON\" to be one of: FINAL_SALE, OTHER, RETURN_PERIOD_ENDED)"
            );
    }

    [Fact]
    public async Task A_field_the_input_does_not_know_is_refused()
    {
        var answer = await host.AskAsync(
            Documents.Approve,
            new { input = new { id = "gid://shopify/Return/1", sendMail = true } }
        );

        answer
            .GetProperty("errors")[0]
            .GetProperty("message")
            .GetString()
            .ShouldBe(
                "Variable $input of type ReturnApproveRequestInput! was provided invalid value for sendMail (Field is not defined on ReturnApproveRequestInput)"
            );
    }

    [Fact]
    public async Task A_variable_that_must_be_there_is_missed()
    {
        var answer = await host.AskAsync(Documents.Return, new { });

        Code(answer).ShouldBe("INVALID_VARIABLE");
    }

    [Fact]
    public async Task The_key_belongs_on_the_field_not_on_the_operation()
    {
        const string query = """
            mutation Refund($input: RefundInput!) @idempotent(key: "k") { refundCreate(input: $input) { userErrors { message } } }
            """;

        var answer = await host.AskAsync(query, new { });

        Code(answer).ShouldBe("directiveCannotBeApplied");
    }

    [Theory]
    [InlineData("{ shop { name", null)]
    [InlineData("{ shop { name } } query Other { shop { name } }", null)]
    public async Task What_cannot_be_read_is_an_error_without_data(string query, string? code)
    {
        var answer = await host.AskAsync(query);

        answer.TryGetProperty("data", out _).ShouldBeFalse();
        answer.GetProperty("errors")[0].TryGetProperty("extensions", out _).ShouldBe(code is not null);
    }

    [Theory]
    [InlineData("query A($x: Int) { shop { name } }", "variableNotUsed")]
    [InlineData("query A { order(id: $x) { id } }", "variableNotDefined")]
    [InlineData("{ order(id: \"gid://shopify/Order/1\", name: \"x\") { id } }", "argumentNotAccepted")]
    [InlineData("{ shop }", "selectionMismatch")]
    public async Task Mistakes_in_a_document_have_their_codes(string query, string code) =>
        Code(await host.AskAsync(query)).ShouldBe(code);

    [Fact]
    public async Task A_list_without_a_length_is_refused()
    {
        var answer = await host.AskAsync("{ orders { nodes { id } } }");

        answer
            .GetProperty("errors")[0]
            .GetProperty("message")
            .GetString()
            .ShouldBe("you must provide one of first or last");
        answer.GetProperty("data").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_search_field_it_does_not_know_is_ignored_and_reported()
    {
        var answer = await host.AskAsync("{ orders(first: 1, query: \"colour:red\") { nodes { id } } }");

        answer
            .GetProperty("extensions")
            .GetProperty("search")[0]
            .GetProperty("warnings")[0]
            .GetProperty("field")
            .GetString()
            .ShouldBe("colour");
    }

    [Fact]
    public async Task Without_the_scope_a_field_is_denied_and_says_which_scope()
    {
        await using var poor = await ShopHost.OpenAsync(
            new PretendShopifyOptions
            {
                Orders = 3,
                Customers = 3,
                Scopes = ["read_orders"],
            }
        );
        var order = poor.PlainOrder();

        var denied = await poor.AskAsync(Documents.Approve, new { input = new { id = "gid://shopify/Return/1" } });
        var partly = await poor.AskAsync(
            "query($id: ID!) { order(id: $id) { name customer { id } } }",
            new { id = order.Gid }
        );

        Code(denied).ShouldBe("ACCESS_DENIED");
        var error = partly.GetProperty("errors")[0];
        error
            .GetProperty("message")
            .GetString()
            .ShouldBe("Access denied for customer field. Required access: `read_customers` access scope.");
        error
            .GetProperty("extensions")
            .GetProperty("requiredAccess")
            .GetString()
            .ShouldBe("`read_customers` access scope.");
        partly.GetProperty("data").GetProperty("order").GetProperty("name").GetString().ShouldBe(order.Name);
        partly.GetProperty("data").GetProperty("order").GetProperty("customer").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Without_read_all_orders_an_order_older_than_sixty_days_is_not_there()
    {
        await using var poor = await ShopHost.OpenAsync(
            new PretendShopifyOptions
            {
                Orders = 40,
                Customers = 5,
                Scopes = ["read_orders"],
            }
        );
        var old = poor.Shopify.Shop.Orders.First(order => order.CreatedAt < poor.Clock.GetUtcNow().AddDays(-60));

        var answer = await poor.DataAsync("query($id: ID!) { order(id: $id) { id } }", new { id = old.Gid });

        answer.GetProperty("order").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static string? Code(JsonElement answer) =>
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
}
