using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Tests.Sandbox.Shopify;

/// <summary>Questions put to the real Shopify, put again to the pretend one: same keys, same kinds, same words, same price.</summary>
public sealed class RecordingTests : IAsyncLifetime
{
    private const string ReturnId = "gid://shopify/Return/15264809266";
    private ShopHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShopHost.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Asking_for_a_return()
    {
        var order = TwoLines();
        var each = Requested(order);
        await ApproveAsync(each);

        await new Recording("returnRequest.success").ReplayAsync(
            host,
            ("gid://shopify/Order/8980220018994", TwoLines(out var first, out var second).Gid),
            ("gid://shopify/FulfillmentLineItem/17863231635762", first.Gid),
            ("gid://shopify/FulfillmentLineItem/17863231668530", second.Gid)
        );
    }

    [Fact]
    public async Task Reading_a_return_with_everything_around_it()
    {
        var each = Requested(TwoLines());
        await ApproveAsync(each);
        await LabelAsync(each);
        each.ReverseOrders[0]
            .Lines[0]
            .Dispositions.Add(
                new Disposition(host.Shopify.Shop.NextId())
                {
                    Kind = "NOT_RESTOCKED",
                    Quantity = 1,
                    CreatedAt = host.Clock.GetUtcNow(),
                    Location = host.Shopify.Shop.Locations[0],
                }
            );

        await new Recording("return.query.full").ReplayAsync(
            host,
            (ReturnId, each.Gid),
            ("gid://shopify/Order/8980220018994", each.Order.Gid),
            ("gid://shopify/ReverseDelivery/5127373106", each.ReverseOrders[0].Deliveries[0].Gid),
            ("gid://shopify/ReverseFulfillmentOrder/14864154930", each.ReverseOrders[0].Gid)
        );
    }

    [Fact]
    public async Task Reading_a_return_that_is_not_there() =>
        await new Recording("return.query.not-found").ReplayAsync(host);

    [Fact]
    public async Task Approving() =>
        await new Recording("returnApproveRequest.success").ReplayAsync(host, (ReturnId, Requested(TwoLines()).Gid));

    [Fact]
    public async Task Approving_what_is_open()
    {
        var each = Requested(TwoLines());
        await ApproveAsync(each);
        await new Recording("returnApproveRequest.userErrors.already-open").ReplayAsync(
            host,
            ("gid://shopify/Return/15265530162", each.Gid)
        );
    }

    [Fact]
    public async Task Declining_then_declining_and_approving_what_is_declined()
    {
        var each = Requested(TwoLines());
        var id = ("gid://shopify/Return/15265562930", each.Gid);
        await new Recording("returnDeclineRequest.success").ReplayAsync(host, id);
        await new Recording("returnDeclineRequest.userErrors.already-declined").ReplayAsync(host, id);
        await new Recording("returnApproveRequest.userErrors.declined").ReplayAsync(host, id);
    }

    [Fact]
    public async Task Approving_what_is_not_there() =>
        await new Recording("returnApproveRequest.userErrors.not-found").ReplayAsync(host);

    [Fact]
    public async Task Processing()
    {
        var each = Requested(TwoLines());
        await ApproveAsync(each);
        each.ReverseOrders[0]
            .Lines[0]
            .Dispositions.Add(
                new Disposition(host.Shopify.Shop.NextId())
                {
                    Kind = "NOT_RESTOCKED",
                    Quantity = 1,
                    CreatedAt = host.Clock.GetUtcNow(),
                    Location = host.Shopify.Shop.Locations[0],
                }
            );

        await new Recording("returnProcess.success").ReplayAsync(
            host,
            (ReturnId, each.Gid),
            ("gid://shopify/ReturnLineItem/23190798642", each.Lines[0].Gid),
            ("gid://shopify/ReturnLineItem/23190831410", each.Lines[1].Gid)
        );
    }

    [Theory]
    [InlineData("refundCreate.success")]
    [InlineData("refundCreate.userErrors.invalid-kind")]
    [InlineData("refundCreate.userErrors.missing-parent")]
    public async Task Refunding(string recorded)
    {
        var order = host.PlainOrder();
        var payment = order.Transactions[0].Gid;
        await new Recording(recorded).ReplayAsync(
            host,
            ("gid://shopify/Order/8838028362034", order.Gid),
            ("gid://shopify/Order/8838028329266", order.Gid),
            ("gid://shopify/OrderTransaction/10572757598514", payment),
            ("gid://shopify/OrderTransaction/10572757565746", payment)
        );
    }

    [Theory]
    [InlineData("success")]
    [InlineData("userErrors.duplicateReverseFulfillmentOrderLine")]
    [InlineData("userErrors.missingReverseFulfillmentOrder")]
    [InlineData("userErrors.missingReverseFulfillmentOrderLine")]
    [InlineData("userErrors.overQuantity")]
    [InlineData("userErrors.unrelatedReverseFulfillmentOrderLine")]
    [InlineData("userErrors.wrongTypeReverseFulfillmentOrder")]
    [InlineData("userErrors.wrongTypeReverseFulfillmentOrderLine")]
    public async Task Attaching_a_label(string recorded)
    {
        var each = Requested(TwoLines());
        var other = Requested(TwoLines());
        await ApproveAsync(each);
        await ApproveAsync(other);
        await new Recording("reverseDeliveryCreateWithShipping." + recorded).ReplayAsync(
            host,
            (ReturnId, each.Gid),
            ("gid://shopify/ReverseFulfillmentOrder/14864154930", each.ReverseOrders[0].Gid),
            ("gid://shopify/ReverseFulfillmentOrder/14864187698", other.ReverseOrders[0].Gid),
            ("gid://shopify/ReverseFulfillmentOrderLineItem/22404989234", each.ReverseOrders[0].Lines[0].Gid)
        );
    }

    private Order TwoLines() => TwoLines(out _, out _);

    private Order TwoLines(out FulfillmentLine first, out FulfillmentLine second)
    {
        var order = host.PlainOrder();
        var shop = host.Shopify.Shop;
        var line = shop.Add(
            new OrderLine(shop.NextId())
            {
                Order = order,
                Title = "Gift wrap",
                Quantity = 1,
                UnitPrice = 3,
            }
        );
        order.Lines.Add(line);
        order.Fulfillments[0].Lines.Add(shop.Add(new FulfillmentLine(shop.NextId()) { Line = line, Quantity = 1 }));
        (first, second) = (order.Fulfillments[0].Lines[0], order.Fulfillments[0].Lines[1]);
        return order;
    }

    private Return Requested(Order order) =>
        host.Shopify.Generator.RequestReturn(
            new ReturnWish
            {
                Order = order,
                Lines = order.Lines,
                Quantity = 1,
                Reason = "OTHER",
            }
        );

    private async Task ApproveAsync(Return each) =>
        await host.DataAsync(Documents.Approve, new { input = new { id = each.Gid } });

    private async Task LabelAsync(Return each) =>
        await host.DataAsync(
            Documents.Label,
            new
            {
                id = each.ReverseOrders[0].Gid,
                lines = Array.Empty<object>(),
                tracking = new { number = "RET-1", url = "https://track.example/RET-1" },
                label = new { fileUrl = "https://labels.example/1.pdf" },
            }
        );
}
