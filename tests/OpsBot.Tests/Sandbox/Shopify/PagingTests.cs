using System.Text.Json;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Tests.Sandbox.Shopify;

public sealed class PagingTests : IAsyncLifetime
{
    private ShopHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShopHost.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_poll_pages_through_every_order_with_a_request()
    {
        var names = Enumerable
            .Range(0, 5)
            .Select(_ => host.Shopify.Generator.RequestReturn(new ReturnWish { Order = host.PlainOrder() }).Order.Name)
            .ToHashSet(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? after = null;
        do
        {
            var page = (await host.DataAsync(Documents.Requested, new { after, first = 2 })).GetProperty("orders");
            foreach (var order in page.GetProperty("nodes").EnumerateArray())
                seen.Add(order.GetProperty("name").GetString()!).ShouldBeTrue();
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString()
                : null;
        } while (after is not null);

        names.Except(seen, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_return_with_more_lines_than_a_page_is_read_in_two()
    {
        var order = host.Shopify.Shop.Orders.First(each => each.Lines.Count > 50);
        var each = host.Shopify.Generator.RequestReturn(new ReturnWish { Order = order, Lines = order.Lines });
        const string query =
            "query($id: ID!, $after: String) { return(id: $id) { returnLineItems(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { id } } } }";

        var first = await PageAsync(query, each, null);
        var second = await PageAsync(query, each, first.GetProperty("pageInfo").GetProperty("endCursor").GetString());

        first.GetProperty("nodes").GetArrayLength().ShouldBe(50);
        second.GetProperty("nodes").GetArrayLength().ShouldBe(order.Lines.Count - 50);
        second.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task An_order_that_moves_while_a_poll_pages_is_seen_again_not_lost()
    {
        var orders = Enumerable.Range(0, 3).Select(_ => Requested()).ToList();
        const string query =
            "query($after: String) { orders(first: 1, after: $after, query: \"return_status:return_requested tag:poll\", sortKey: UPDATED_AT) { nodes { name } pageInfo { endCursor } } }";
        var first = (await host.DataAsync(query)).GetProperty("orders");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.DataAsync(Documents.Tag, new { id = orders[0].Gid, tags = "moved" });

        List<string?> seen = [Name(first)];
        var after = first.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        while (after is not null)
        {
            var page = (await host.DataAsync(query, new { after })).GetProperty("orders");
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            if (after is not null)
                seen.Add(Name(page));
        }

        seen.ShouldBe([orders[0].Name, orders[1].Name, orders[2].Name, orders[0].Name]);
    }

    private Order Requested()
    {
        var order = host.PlainOrder();
        order.Tags.Add("poll");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Shopify.Generator.RequestReturn(new ReturnWish { Order = order });
        return order;
    }

    private static string? Name(JsonElement page) => page.GetProperty("nodes")[0].GetProperty("name").GetString();

    private async Task<JsonElement> PageAsync(string query, Return each, string? after) =>
        (await host.DataAsync(query, new { id = each.Gid, after }))
            .GetProperty("return")
            .GetProperty("returnLineItems");
}
