using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Shopify.Play;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

public sealed class ShopifyReturnDeskTests : IAsyncLifetime
{
    private PretendShop shop = null!;

    public async ValueTask InitializeAsync() => shop = await PretendShop.OpenAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task A_plain_return_is_read_with_all_that_a_loop_decides_from()
    {
        var order = shop.Order();
        order.Tags.Add("vip");
        order.Lines[0].Variant!.Product.Tags.Add("final-sale");
        var back = shop.Request(
            order,
            new ReturnWish
            {
                Reason = "WRONG_ITEM",
                Note = "I got the blue one",
                Quantity = 1,
            }
        );

        var file = await shop.FileAsync(back);

        file.Return.Id.ShouldBe(back.Gid);
        file.Return.Name.ShouldBe(back.Name);
        file.Return.Status.ShouldBe(ReturnStatus.Requested);
        file.Return.Settlement.ShouldBe(new Settlement.Refund(new Money(40, "EUR"), new Money(40, "EUR")));
        file.Return.HasExchange.ShouldBeFalse();
        file.Return.RefundedSoFar.ShouldBe(0);
        file.Return.Lines.ShouldHaveSingleItem()
            .ShouldBe(
                new ReturnLine(back.Lines[0].Gid, "Rain jacket 0", 1, "wrong-item")
                {
                    Sku = "RJ-0",
                    Note = "I got the blue one",
                    Refundable = 1,
                    Processable = 0,
                    IsVerified = true,
                }
            );
        file.Order.Id.ShouldBe(order.Gid);
        file.Order.Name.ShouldBe(order.Name);
        file.Order.CreatedAt.ShouldBe(order.CreatedAt);
        file.Order.Total.ShouldBe(new Money(85, "EUR"));
        file.Order.Refunded.ShouldBe(new Money(0, "EUR"));
        file.Order.CancelledAt.ShouldBeNull();
        file.Order.IsTest.ShouldBeFalse();
        file.Order.Tags.ShouldBe(["vip"]);
        file.Order.ProductTags.ShouldContain("final-sale");
        file.Order.HasOpenDispute.ShouldBeFalse();
        file.Order.Risk.ShouldBe(RiskLevel.Low);
        file.Order.WindowStart.ShouldBe(new WindowStart(order.CreatedAt.AddDays(3), WindowSource.Delivered));
        file.Order.Link!.AbsolutePath.ShouldBe($"/admin/orders/{order.Id}");
        file.Return.Link.ShouldBe(file.Order.Link);
        file.Customer!.Id.ShouldBe(order.Customer!.Gid);
        file.Customer.Email.ShouldBe(order.Customer.Email);
        file.Customer.Name.ShouldNotBeNullOrWhiteSpace();
        file.Customer.Orders.ShouldBe(1);
        file.Customer.Spent.ShouldBe(new Money(85, "EUR"));
        file.Customer.OrdersRead.ShouldBe(0);
    }

    [Fact]
    public async Task A_return_nobody_knows_is_nothing()
    {
        var desk = shop.Connector.Get<IReturnDesk>();
        (await desk.FindAsync("gid://shopify/Return/1", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task What_rules_compare_is_shop_money_and_what_is_given_back_is_what_was_paid()
    {
        var back = shop.Request(shop.Order(currency: "USD", rate: 1.08m));
        (await shop.FileAsync(back)).Return.Settlement.ShouldBe(
            new Settlement.Refund(new Money(80, "EUR"), new Money(86.40m, "USD"))
        );
    }

    [Fact]
    public async Task A_guest_has_no_customer()
    {
        var file = await shop.FileAsync(shop.Request(shop.Order(guest: true)));
        file.Customer.ShouldBeNull();
        file.Return.Settlement.ShouldBeOfType<Settlement.Refund>();
    }

    [Fact]
    public async Task A_customer_the_app_may_not_see_is_nothing_and_the_rest_is_read()
    {
        await using var blind = await PretendShop.OpenAsync(
            new PretendShopifyOptions
            {
                Orders = 0,
                Customers = 5,
                Scopes = [.. PretendShopifyOptions.AllScopes.Except(["read_customers"])],
            }
        );
        var file = await blind.FileAsync(blind.Request(blind.Order()));
        file.Customer.ShouldBeNull();
        file.Order.Total.ShouldBe(new Money(85, "EUR"));
    }

    [Fact]
    public async Task Every_line_is_read_however_many()
    {
        var back = shop.Request(shop.Order(lines: 120));
        var file = await shop.FileAsync(back);
        file.Return.Lines.Select(line => line.Id).ShouldBe(back.Lines.Select(line => line.Gid));
        file.Return.Settlement.ShouldBe(new Settlement.Refund(new Money(9600, "EUR"), new Money(9600, "EUR")));
        shop.Asked.Count(name => name == "ReturnLines").ShouldBe(2);
    }

    [Fact]
    public async Task Lines_the_shop_cannot_match_are_marked()
    {
        var file = await shop.FileAsync(shop.Request(shop.Order(), new ReturnWish { Unverified = true }));
        var line = file.Return.Lines.ShouldHaveSingleItem();
        line.IsVerified.ShouldBeFalse();
        line.Sku.ShouldBeNull();
        line.Title.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task What_is_wanted_instead_is_in_the_sum()
    {
        var order = shop.Order();
        var back = shop.Request(order, new ReturnWish { Exchange = true });
        var instead = back.Exchanges[0].Variant.Price;
        var file = await shop.FileAsync(back);
        file.Return.HasExchange.ShouldBeTrue();
        Settlement expected =
            instead < 80 ? new Settlement.Refund(new Money(80 - instead, "EUR"), new Money(80 - instead, "EUR"))
            : instead > 80 ? new Settlement.Invoice(new Money(instead - 80, "EUR"))
            : new Settlement.Nothing();
        file.Return.Settlement.ShouldBe(expected);
    }

    [Fact]
    public async Task The_parcel_that_held_the_goods_decides_when_the_window_began()
    {
        var order = shop.Order(lines: 2, parcels: 2);
        var first = shop.Request(order, new ReturnWish { Lines = [order.Lines[0]] });
        var second = shop.Request(order, new ReturnWish { Lines = [order.Lines[1]] });
        (await shop.FileAsync(first)).Order.WindowStart!.At.ShouldBe(order.CreatedAt.AddDays(3));
        (await shop.FileAsync(second)).Order.WindowStart!.At.ShouldBe(order.CreatedAt.AddDays(4));
    }

    [Fact]
    public async Task Trouble_around_the_order_is_seen()
    {
        var order = shop.Order();
        var back = shop.Request(order);
        shop.Shopify.Merchant.OpenDispute(order);
        shop.Shopify.Merchant.CancelOrder(order);
        var file = await shop.FileAsync(back);
        file.Order.HasOpenDispute.ShouldBeTrue();
        file.Order.CancelledAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Other_orders_of_the_customer_tell_their_story_and_this_one_does_not_count()
    {
        shop.Order();
        var earlier = shop.Request(shop.Order());
        shop.Shopify.Merchant.Approve(earlier);
        var file = await shop.FileAsync(shop.Request(shop.Order()));
        file.Customer!.Orders.ShouldBe(3);
        file.Customer.OrdersRead.ShouldBe(2);
        file.Customer.OrdersWithReturns.ShouldBe(1);
    }

    [Theory]
    [InlineData("approve", ReturnStatus.Open, 2)]
    [InlineData("decline", ReturnStatus.Declined, 0)]
    [InlineData("cancel", ReturnStatus.Cancelled, 0)]
    [InlineData("close", ReturnStatus.Closed, 0)]
    public async Task Where_a_return_is_is_read(string act, ReturnStatus status, int processable)
    {
        var back = shop.Request(shop.Order());
        var merchant = shop.Shopify.Merchant;
        _ = act switch
        {
            "decline" => merchant.Decline(back),
            "cancel" => merchant.Cancel(back),
            _ => merchant.Approve(back),
        };
        if (act == "close")
            merchant.Close(back);
        var file = await shop.FileAsync(back);
        file.Return.Status.ShouldBe(status);
        file.Return.Lines[0].Processable.ShouldBe(processable);
    }

    [Fact]
    public async Task Nothing_is_due_once_all_is_refunded()
    {
        var back = shop.Request(shop.Order());
        shop.Shopify.Merchant.Approve(back);
        shop.Shopify.Merchant.Refund(back);
        var file = await shop.FileAsync(back);
        file.Return.Settlement.ShouldBe(new Settlement.Nothing());
        file.Return.Lines[0].Refundable.ShouldBe(0);
        file.Order.Refunded.ShouldBe(new Money(80, "EUR"));
    }

    [Fact]
    public async Task A_small_allowance_of_points_slows_reading_down_but_does_not_break_it()
    {
        await using var slow = await PretendShop.OpenAsync(
            new PretendShopifyOptions
            {
                Orders = 0,
                Customers = 5,
                BucketSize = 300,
                RestoreRate = 400,
            },
            TimeProvider.System
        );
        var back = slow.Request(slow.Order(lines: 60));
        for (var read = 0; read < 6; read++)
            (await slow.FileAsync(back)).Return.Lines.Count.ShouldBe(60);
    }
}
