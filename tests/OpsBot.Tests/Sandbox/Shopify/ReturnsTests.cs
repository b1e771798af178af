using System.Text.Json;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Tests.Sandbox.Shopify;

public sealed class ReturnsTests : IAsyncLifetime
{
    private ShopHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShopHost.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_requested_return_reads_with_its_lines_reason_and_worth()
    {
        var each = Asked(reason: "SIZE_TOO_SMALL", note: "too <tight> & 😡");

        var read = (await host.DataAsync(Documents.Return, new { id = each.Gid })).GetProperty("return");

        read.GetProperty("status").GetString().ShouldBe("REQUESTED");
        read.GetProperty("name").GetString().ShouldBe(each.Order.Name + "-R1");
        var line = read.GetProperty("returnLineItems").GetProperty("nodes")[0];
        line.GetProperty("__typename").GetString().ShouldBe("ReturnLineItem");
        line.GetProperty("returnReason").GetString().ShouldBe("SIZE_TOO_SMALL");
        line.GetProperty("returnReasonDefinition").GetProperty("handle").GetString().ShouldBe("size-too-small");
        line.GetProperty("customerNote").GetString().ShouldBe("too <tight> & 😡");
        line.GetProperty("processableQuantity").GetInt32().ShouldBe(0);
        line.GetProperty("withCodeDiscountedTotalPriceSet")
            .GetProperty("shopMoney")
            .GetProperty("amount")
            .GetString()
            .ShouldBe("80.0");
        read.GetProperty("reverseFulfillmentOrders").GetProperty("nodes").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_unverified_line_has_no_goods_behind_it()
    {
        var order = host.PlainOrder();
        var each = host.Shopify.Generator.RequestReturn(new ReturnWish { Order = order, Unverified = true });

        var read = (await host.DataAsync(Documents.Return, new { id = each.Gid })).GetProperty("return");

        var line = read.GetProperty("returnLineItems").GetProperty("nodes")[0];
        line.GetProperty("__typename").GetString().ShouldBe("UnverifiedReturnLineItem");
        line.TryGetProperty("fulfillmentLineItem", out _).ShouldBeFalse();
        line.GetProperty("unitPrice").GetProperty("amount").GetString().ShouldBe("40.0");
    }

    [Fact]
    public async Task Approving_opens_the_return_writes_down_what_must_come_back_and_moves_no_money()
    {
        var each = Asked();

        var payload = await ApproveAsync(each.Gid);

        payload.GetProperty("userErrors").GetArrayLength().ShouldBe(0);
        payload.GetProperty("return").GetProperty("status").GetString().ShouldBe("OPEN");
        payload
            .GetProperty("return")
            .GetProperty("reverseFulfillmentOrders")
            .GetProperty("nodes")[0]
            .GetProperty("lineItems")
            .GetProperty("nodes")[0]
            .GetProperty("totalQuantity")
            .GetInt32()
            .ShouldBe(2);
        each.Order.Refunded.Shop.ShouldBe(0);
        each.Order.ReturnStatus.ShouldBe("IN_PROGRESS");
        Ledger().ShouldBe([("return approved", each.Name, "")]);
    }

    [Fact]
    public async Task Approving_twice_is_refused_as_recorded_and_done_once()
    {
        var each = Asked();
        await ApproveAsync(each.Gid);

        var payload = await ApproveAsync(each.Gid);

        payload.GetProperty("return").ValueKind.ShouldBe(JsonValueKind.Null);
        var error = payload.GetProperty("userErrors")[0];
        error.GetProperty("code").GetString().ShouldBe("INVALID_STATE");
        error
            .GetProperty("message")
            .GetString()
            .ShouldBe("Return is not approvable. Only returns with status REQUESTED can be approved.");
        host.Ledger.Doubled().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_return_is_null_to_a_question_and_NOT_FOUND_to_a_mutation()
    {
        const string id = "gid://shopify/Return/999999999991";

        (await host.DataAsync(Documents.Return, new { id }))
            .GetProperty("return")
            .ValueKind.ShouldBe(JsonValueKind.Null);
        var error = (await ApproveAsync(id)).GetProperty("userErrors")[0];
        error.GetProperty("code").GetString().ShouldBe("NOT_FOUND");
        error.GetProperty("message").GetString().ShouldBe("Return not found.");
    }

    [Fact]
    public async Task An_id_of_another_kind_fails_the_field()
    {
        var order = host.PlainOrder();

        var answer = await host.AskAsync(Documents.Return, new { id = order.Gid });

        var error = answer.GetProperty("errors")[0];
        error.GetProperty("message").GetString().ShouldBe("Invalid id: " + order.Gid);
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe("RESOURCE_NOT_FOUND");
        error.GetProperty("path")[0].GetString().ShouldBe("return");
        answer.GetProperty("data").GetProperty("return").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Declining_needs_a_reason_and_happens_once()
    {
        var each = Asked();
        var input = new
        {
            id = each.Gid,
            declineReason = "FINAL_SALE",
            declineNote = "Marked as final sale",
        };

        var first = (await host.DataAsync(Documents.Decline, new { input })).GetProperty("returnDeclineRequest");
        var second = (await host.DataAsync(Documents.Decline, new { input })).GetProperty("returnDeclineRequest");

        first.GetProperty("return").GetProperty("decline").GetProperty("reason").GetString().ShouldBe("FINAL_SALE");
        second
            .GetProperty("userErrors")[0]
            .GetProperty("message")
            .GetString()
            .ShouldBe("The return is already declined.");
        each.Order.ReturnStatus.ShouldBe("NO_RETURN");
        Ledger().ShouldBe([("return declined", each.Name, "FINAL_SALE")]);
    }

    [Fact]
    public async Task Processing_pays_once_stays_open_and_cannot_be_done_again()
    {
        var each = Asked();
        await ApproveAsync(each.Gid);
        var line = each.Lines[0];
        var input = new
        {
            returnId = each.Gid,
            returnLineItems = new[]
            {
                new
                {
                    id = line.Gid,
                    quantity = 2,
                    dispositions = new[]
                    {
                        new
                        {
                            reverseFulfillmentOrderLineItemId = each.ReverseOrders[0].Lines[0].Gid,
                            quantity = 2,
                            dispositionType = "RESTOCKED",
                            locationId = host.Shopify.Shop.Locations[0].Gid,
                        },
                    },
                },
            },
            financialTransfer = new
            {
                issueRefund = new
                {
                    orderTransactions = new[]
                    {
                        new
                        {
                            parentId = each.Order.Transactions[0].Gid,
                            transactionAmount = new { amount = "80.00", currencyCode = "EUR" },
                        },
                    },
                },
            },
            notifyCustomer = false,
        };

        var first = (await host.DataAsync(Documents.Process, new { input })).GetProperty("returnProcess");
        var second = (await host.DataAsync(Documents.Process, new { input })).GetProperty("returnProcess");

        first.GetProperty("userErrors").GetArrayLength().ShouldBe(0);
        first.GetProperty("return").GetProperty("status").GetString().ShouldBe("OPEN");
        second.GetProperty("return").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("userErrors")[0].GetProperty("message").GetString().ShouldBe("Quantity is not processable.");
        each.Order.Refunded.Shop.ShouldBe(80);
        (line.Processed, line.Processable, line.Refundable).ShouldBe((2, 0, 0));
        Ledger()
            .ShouldBe([
                ("return approved", each.Name, ""),
                ("return processed", each.Name, "2 pieces"),
                ("refund", each.Name, "80.00 EUR"),
            ]);
    }

    [Fact]
    public async Task Closing_ends_an_open_return_once()
    {
        var each = Asked();
        await ApproveAsync(each.Gid);

        var first = (await host.DataAsync(Documents.Close, new { id = each.Gid })).GetProperty("returnClose");
        var second = (await host.DataAsync(Documents.Close, new { id = each.Gid })).GetProperty("returnClose");

        first.GetProperty("return").GetProperty("status").GetString().ShouldBe("CLOSED");
        second.GetProperty("userErrors")[0].GetProperty("code").GetString().ShouldBe("INVALID_STATE");
    }

    [Fact]
    public async Task A_label_without_lines_is_for_all_lines()
    {
        var each = Asked();
        await ApproveAsync(each.Gid);

        var payload = (
            await host.DataAsync(
                Documents.Label,
                new
                {
                    id = each.ReverseOrders[0].Gid,
                    lines = Array.Empty<object>(),
                    tracking = new { number = "RET-1", url = "https://track.example/RET-1" },
                    label = new { fileUrl = "https://labels.example/1.pdf" },
                }
            )
        ).GetProperty("reverseDeliveryCreateWithShipping");

        payload
            .GetProperty("reverseDelivery")
            .GetProperty("deliverable")
            .GetProperty("tracking")
            .GetProperty("number")
            .GetString()
            .ShouldBe("RET-1");
        each.ReverseOrders[0].Deliveries[0].Lines[0].Quantity.ShouldBe(2);
        Ledger()[^1].ShouldBe(("label attached", each.Name, "RET-1"));
    }

    private async Task<JsonElement> ApproveAsync(string id) =>
        (await host.DataAsync(Documents.Approve, new { input = new { id, notifyCustomer = false } })).GetProperty(
            "returnApproveRequest"
        );

    private Return Asked(string reason = "UNWANTED", string? note = null) =>
        host.Shopify.Generator.RequestReturn(
            new ReturnWish
            {
                Order = host.PlainOrder(),
                Reason = reason,
                Note = note,
            }
        );

    private List<(string Effect, string Subject, string Detail)> Ledger() =>
        [.. host.Ledger.Entries.Select(entry => (entry.Effect, entry.Subject, entry.Detail))];
}
