using System.Text.Json;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Tests.Sandbox.Shopify;

public sealed class RefundTests : IAsyncLifetime
{
    private ShopHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShopHost.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Without_a_key_nothing_happens_and_the_field_fails()
    {
        var order = host.PlainOrder();

        var answer = await host.AskAsync(
            "mutation($input: RefundInput!) { refundCreate(input: $input) { refund { id } userErrors { message } } }",
            new { input = Input(order, 40) }
        );

        var error = answer.GetProperty("errors")[0];
        error
            .GetProperty("message")
            .GetString()
            .ShouldBe("The @idempotent directive is required for this mutation but was not provided.");
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe("BAD_REQUEST");
        answer.GetProperty("data").GetProperty("refundCreate").ValueKind.ShouldBe(JsonValueKind.Null);
        order.Refunds.ShouldBeEmpty();
        host.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_pays_once()
    {
        var order = host.PlainOrder();

        var first = await RefundAsync(Input(order, 40), "run-1");
        var second = await RefundAsync(Input(order, 40), "run-1");

        second.GetRawText().ShouldBe(first.GetRawText());
        order.Refunded.Shop.ShouldBe(40);
        order.Refunds.Count.ShouldBe(1);
        host.Ledger.Entries.ShouldHaveSingleItem().Detail.ShouldBe("40.00 EUR");
    }

    [Fact]
    public async Task The_same_key_with_other_arguments_is_refused()
    {
        var order = host.PlainOrder();
        await RefundAsync(Input(order, 40), "run-1");

        var second = await RefundAsync(Input(order, 41), "run-1");

        Message(second).ShouldBe("The same idempotency key cannot be used with different operation parameters.");
        order.Refunded.Shop.ShouldBe(40);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var order = host.PlainOrder();
        await RefundAsync(Input(order, 10), "run-1");
        host.Clock.Advance(TimeSpan.FromHours(24));

        await RefundAsync(Input(order, 10), "run-1");

        order.Refunded.Shop.ShouldBe(20);
    }

    [Fact]
    public async Task More_than_was_paid_is_refused_as_recorded()
    {
        var order = host.PlainOrder();
        await RefundAsync(Input(order, 70), "run-1");

        var over = await RefundAsync(Input(order, 25), "run-2");

        Message(over).ShouldBe("Refund amount €25.00 is greater than net payment received €15.00");
        over.GetProperty("refund").ValueKind.ShouldBe(JsonValueKind.Null);
        over.GetProperty("order").GetProperty("displayFinancialStatus").GetString().ShouldBe("PARTIALLY_REFUNDED");
    }

    [Fact]
    public async Task More_pieces_than_were_bought_are_refused()
    {
        var order = host.PlainOrder();
        var input = Input(order, 10, lineQuantity: 3);

        Message(await RefundAsync(input, "run-1")).ShouldBe("Quantity cannot refund more items than were purchased");
    }

    [Fact]
    public async Task A_refund_is_booked_under_the_return_its_note_or_its_lines_name()
    {
        var byNote = Asked(host.PlainOrder());
        var byLine = Asked(host.PlainOrder());
        var neither = host.PlainOrder();

        await RefundAsync(Input(byNote.Order, 40, note: $"OpsBot run 7 for {byNote.Name}"), "run-1");
        await RefundAsync(Input(byLine.Order, 40, lineQuantity: 1), "run-2");
        await RefundAsync(Input(neither, 40), "run-3");

        host.Ledger.Entries.Select(entry => entry.Subject).ShouldBe([byNote.Name, byLine.Name, neither.Name]);
        byLine.Lines[0].Refunded.ShouldBe(1);
        byLine.Refunds.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_suggestion_of_a_return_is_what_the_goods_are_worth_and_names_the_payment()
    {
        var each = Asked(host.PlainOrder());
        var lines = new[] { new { id = each.Lines[0].Gid, quantity = 1 } };

        var outcome = (await host.DataAsync(Documents.Outcome, new { id = each.Gid, lines }))
            .GetProperty("return")
            .GetProperty("suggestedFinancialOutcome");

        Amount(outcome.GetProperty("maximumRefundable").GetProperty("shopMoney")).ShouldBe("85.0");
        var transfer = outcome.GetProperty("financialTransfer");
        transfer.GetProperty("__typename").GetString().ShouldBe("RefundReturnOutcome");
        Amount(transfer.GetProperty("amount").GetProperty("shopMoney")).ShouldBe("40.0");
        var payment = transfer.GetProperty("suggestedTransactions")[0];
        payment.GetProperty("kind").GetString().ShouldBe("SUGGESTED_REFUND");
        payment.GetProperty("parentTransaction").GetProperty("id").GetString().ShouldBe(each.Order.Transactions[0].Gid);
    }

    [Fact]
    public async Task In_another_currency_the_customer_is_paid_in_theirs()
    {
        var order = host.PlainOrder("USD", 1.1m);
        var lines = new[] { new { lineItemId = order.Lines[0].Gid, quantity = 1 } };
        var suggested = (await host.DataAsync(Documents.SuggestedRefund, new { id = order.Gid, lines }))
            .GetProperty("order")
            .GetProperty("suggestedRefund");
        Amount(suggested.GetProperty("amountSet").GetProperty("presentmentMoney")).ShouldBe("44.0");

        Message(await RefundAsync(Input(order, 44), "run-1"))
            .ShouldBe("Currency must be the presentment currency of the order");
        var refund = (await RefundAsync(Input(order, 44, currency: "USD"), "run-2")).GetProperty("refund");

        Amount(refund.GetProperty("totalRefundedSet").GetProperty("shopMoney")).ShouldBe("40.0");
        Amount(refund.GetProperty("totalRefundedSet").GetProperty("presentmentMoney")).ShouldBe("44.0");
    }

    private async Task<JsonElement> RefundAsync(object input, string key) =>
        (await host.DataAsync(Documents.Refund, new { input, key })).GetProperty("refundCreate");

    private Return Asked(Order order) =>
        host.Shopify.Generator.RequestReturn(new ReturnWish { Order = order, Reason = "UNWANTED" });

    private static object Input(
        Order order,
        decimal amount,
        int? lineQuantity = null,
        string? note = null,
        string? currency = null
    ) =>
        new
        {
            orderId = order.Gid,
            note,
            currency,
            refundLineItems = lineQuantity is { } quantity
                ? new[]
                {
                    new
                    {
                        lineItemId = order.Lines[0].Gid,
                        quantity,
                        restockType = "NO_RESTOCK",
                    },
                }
                : [],
            transactions = new[]
            {
                new
                {
                    orderId = order.Gid,
                    parentId = order.Transactions[0].Gid,
                    kind = "REFUND",
                    gateway = "whatever",
                    amount,
                },
            },
        };

    private static string? Message(JsonElement payload) =>
        payload.GetProperty("userErrors")[0].GetProperty("message").GetString();

    private static string? Amount(JsonElement money) => money.GetProperty("amount").GetString();
}
