using System.Text;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Shopify;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>What stands behind the webhooks: the poll, the subscriptions, and what the app may do.</summary>
public sealed class ShopifyPollTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_requested_return_is_taken_in_once_however_often_it_is_seen()
    {
        await using var shop = await PretendShop.OpenAsync();
        var asked = Enumerable.Range(0, 55).Select(_ => shop.Request(shop.Order())).ToList();
        shop.Shopify.Merchant.Approve(asked[7]);
        var poll = shop.Connector.Get<ShopifyPoll>();
        await poll.PollOnceAsync(Stop);
        await poll.PollOnceAsync(Stop);

        shop.Asked.Count(name => name == "RequestedReturns").ShouldBe(4);
        var arrivals = shop.Connector.Arrivals;
        arrivals
            .Select(arrival => ((ReturnChanged)arrival.Happening!).Return)
            .Order(StringComparer.Ordinal)
            .ShouldBe(asked.Where(back => back != asked[7]).Select(back => back.Gid).Order(StringComparer.Ordinal));
        var first = arrivals.Single(arrival => ((ReturnChanged)arrival.Happening!).Return == asked[0].Gid);
        first.Source.ShouldBe("shopify");
        first.DedupeKey.ShouldStartWith($"poll:{asked[0].Gid}:2026-11-24T09:00:00");
        first.HappenedAt.ShouldBe(asked[0].CreatedAt);
        Encoding.UTF8.GetString(first.Body.Span).ShouldContain(asked[0].Gid);
        first.Happening.ShouldBe(
            new ReturnChanged(asked[0].Gid, ReturnChange.Requested)
            {
                Name = asked[0].Name,
                Order = asked[0].Order.Gid,
                IsFound = true,
            }
        );
    }

    [Fact]
    public async Task Subscriptions_that_are_missing_are_made_and_those_that_are_there_are_left()
    {
        await using var shop = await PretendShop.OpenAsync(
            settings: [("CallbackUrl", "https://bot.example.com"), ("WebhookSecret", "shpss_pretend_secret")]
        );
        var subscriptions = shop.Connector.Get<ShopifySubscriptions>();
        await subscriptions.EnsureAsync(Stop);
        var made = shop.Shopify.Shop.Subscriptions;
        made.Count.ShouldBe(12);
        made.ShouldAllBe(subscription => subscription.Uri == "https://bot.example.com/webhooks/shopify");
        made.Select(subscription => subscription.Topic).ShouldContain("RETURNS_REQUEST");

        made.RemoveAll(subscription => subscription.Topic == "RETURNS_REQUEST");
        await subscriptions.EnsureAsync(Stop);
        made.Count.ShouldBe(12);
        shop.Asked.Count(name => name == "SubscribeWebhook").ShouldBe(13);
    }

    [Fact]
    public async Task Without_a_public_address_subscriptions_are_left_alone_and_that_is_said()
    {
        await using var shop = await PretendShop.OpenAsync();
        await shop.Connector.Get<ShopifySubscriptions>().EnsureAsync(Stop);
        shop.Asked.ShouldBeEmpty();
        shop.Connector.Logged.ShouldContain(line => line.Contains("CallbackUrl is not set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_pretend_shop_posts_comes_in_through_the_door()
    {
        await using var shop = await PretendShop.OpenAsync(settings: ("WebhookSecret", "shpss_pretend_secret"));
        var door = await shop.Connector.OpenAsync();
        var books = shop.Shopify.Shop;
        books.Subscriptions.Add(
            books.Add(
                new OpsBot.Sandbox.Shopify.State.Subscription(books.NextId())
                {
                    Topic = "RETURNS_REQUEST",
                    Uri = door.AbsoluteUri,
                    CreatedAt = books.Now,
                }
            )
        );
        var back = shop.Request(shop.Order());
        await shop.Shopify.Courier.IdleAsync();
        var changed = shop.Connector.Arrivals.ShouldHaveSingleItem().Happening.ShouldBeOfType<ReturnChanged>();
        changed.Return.ShouldBe(back.Gid);
        changed.Order.ShouldBe(back.Order.Gid);
    }

    [Fact]
    public async Task An_app_with_all_it_needs_lacks_nothing()
    {
        await using var shop = await PretendShop.OpenAsync();
        (await shop.Connector.Get<ShopifyScopes>().CheckAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_app_lacks_is_said_with_what_it_is_for()
    {
        await using var shop = await PretendShop.OpenAsync(
            new PretendShopifyOptions { Orders = 0, Scopes = ["read_returns", "write_orders"] }
        );
        var missing = await shop.Connector.Get<ShopifyScopes>().CheckAsync(Stop);
        missing[0]
            .ShouldBe(
                "The app lacks the access scope write_returns, needed to approve, decline, receive and close returns."
            );
        missing.ShouldNotContain(line => line.Contains("read_orders", StringComparison.Ordinal));
        missing.Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_write_the_app_may_not_make_names_the_scope()
    {
        await using var shop = await PretendShop.OpenAsync(
            new PretendShopifyOptions
            {
                Orders = 0,
                Customers = 5,
                Scopes = [.. PretendShopifyOptions.AllScopes.Except(["write_returns"]), "read_returns"],
            }
        );
        var back = shop.Request(shop.Order());
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            shop.Connector.ActAsync(new ApproveReturn(back.Gid, back.Name), shop.Key())
        );
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.Message.ShouldContain("`write_returns` access scope");
    }
}
