using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Shopify.Play;

namespace OpsBot.Tests.Sandbox.Shopify;

public sealed class GeneratorTests
{
    [Fact]
    public async Task The_same_seed_makes_the_same_shop()
    {
        await using var first = await ShopHost.OpenAsync();
        await using var second = await ShopHost.OpenAsync();

        (await first.GetAsync("/shopify/state"))
            .GetRawText()
            .ShouldBe((await second.GetAsync("/shopify/state")).GetRawText());
    }

    [Fact]
    public async Task The_shop_has_every_kind_of_trouble()
    {
        await using var host = await ShopHost.OpenAsync(new PretendShopifyOptions { Orders = 300 });
        var orders = host.Shopify.Shop.Orders;
        var returns = orders.SelectMany(order => order.Returns).ToList();

        orders.ShouldContain(order => order.Customer == null);
        orders.ShouldContain(order => order.Customer != null && order.Customer.Email == null);
        orders.ShouldContain(order => order.PresentmentCurrency != order.Currency);
        orders.ShouldContain(order => !order.TaxesIncluded);
        orders.ShouldContain(order => order.DiscountCode != null);
        orders.ShouldContain(order => order.Disputes.Count > 0);
        orders.ShouldContain(order => order.RiskLevel == "HIGH");
        orders.ShouldContain(order =>
            order.Lines.Exists(line => line.Variant != null && line.Variant.Product.Tags.Contains("final-sale"))
        );
        orders.ShouldContain(order => order.Fulfillments.Count == 0);
        orders.ShouldContain(order => order.Fulfillments.Exists(parcel => parcel.DeliveredAt == null));
        orders.Count(order => order.Lines.Count > 50).ShouldBe(1);
        returns.Select(each => each.Status).Distinct(StringComparer.Ordinal).Count().ShouldBe(5);
        returns.ShouldContain(each => each.Exchanges.Count > 0);
        returns.ShouldContain(each => each.Lines.Exists(line => line.Goods == null));
        orders.ShouldContain(order => order.Refunds.Count > 0);
        orders.ShouldAllBe(order => order.NetPayment.Presentment >= 0);
        host.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_order_and_every_return_can_be_read()
    {
        await using var host = await ShopHost.OpenAsync(
            new PretendShopifyOptions { Orders = 60, BucketSize = 1_000_000 }
        );
        foreach (var note in Notes.Nasty)
            host.Shopify.Generator.RequestReturn(new ReturnWish { Note = note });

        foreach (var order in host.Shopify.Shop.Orders.ToList())
        {
            await host.DataAsync(Documents.Order, new { id = order.Gid });
            foreach (var each in order.Returns)
            {
                var read = (await host.DataAsync(Documents.Return, new { id = each.Gid })).GetProperty("return");
                var line = read.GetProperty("returnLineItems").GetProperty("nodes")[0];
                if (each.Lines[0].CustomerNote is { } note)
                    line.GetProperty("customerNote").GetString().ShouldBe(note);
                var lines = each.Lines.Select(back => new { id = back.Gid, quantity = back.Quantity });
                await host.DataAsync(Documents.Outcome, new { id = each.Gid, lines });
            }
        }
    }

    [Fact]
    public async Task Refunding_all_of_a_discounted_order_with_tax_gives_back_what_was_paid()
    {
        await using var host = await ShopHost.OpenAsync(
            new PretendShopifyOptions { Orders = 150, BucketSize = 1_000_000 }
        );
        const string query =
            "query($id: ID!) { order(id: $id) { suggestedRefund(suggestFullRefund: true) { amountSet { presentmentMoney { amount } } } } }";
        foreach (var order in host.Shopify.Shop.Orders.Where(order => order.Refunds.Count == 0))
        {
            var amount = (await host.DataAsync(query, new { id = order.Gid }))
                .GetProperty("order")
                .GetProperty("suggestedRefund")
                .GetProperty("amountSet")
                .GetProperty("presentmentMoney")
                .GetProperty("amount")
                .GetString();
            decimal.Parse(amount!, System.Globalization.CultureInfo.InvariantCulture)
                .ShouldBe(order.Total.Presentment, 0.02m * order.Lines.Count);
        }
    }

    [Fact]
    public async Task Traffic_comes_by_the_clock_and_at_once_when_told()
    {
        await using var host = await ShopHost.OpenAsync(
            new PretendShopifyOptions { Orders = 20, TrafficEvery = TimeSpan.FromSeconds(30) }
        );
        var before = Count(host);

        host.Shopify.Traffic.Emit(3);
        Count(host).ShouldBe(before + 3);

        for (var waited = 0; Count(host) < before + 4; waited++)
        {
            waited.ShouldBeLessThan(1000);
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
    }

    private static int Count(ShopHost host) =>
        host.Shopify.Shop.Do(() => host.Shopify.Shop.Orders.Sum(order => order.Returns.Count));
}
