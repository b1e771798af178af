using GraphQL;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Fields;

/// <summary>Lists of orders: searched, sorted, and cut at sixty days for who may not see older ones.</summary>
internal static class Lists
{
    private static readonly TimeSpan ShortMemory = TimeSpan.FromDays(60);

    internal static Page Orders(IResolveFieldContext context, Args args, IEnumerable<Order> all)
    {
        var query = args.Text("query");
        var search = Search.Order(query, field => Warn(context, query!, field));
        return Page.Of(args, all.Where(search), Key(args.Text("sortKey")));
    }

    internal static IEnumerable<Order> Visible(IResolveFieldContext context, Shop shop, IEnumerable<Order> all) =>
        all.Where(order => MaySee(context, shop, order));

    internal static bool MaySee(IResolveFieldContext context, Shop shop, Order order) =>
        Session.Of(context).May("read_all_orders") || order.CreatedAt >= shop.Now - ShortMemory;

    private static Func<Order, string>? Key(string? sortKey) =>
        sortKey switch
        {
            "CREATED_AT" or "PROCESSED_AT" => order => Page.Sortable(order.CreatedAt),
            "UPDATED_AT" => order => Page.Sortable(order.UpdatedAt),
            "ORDER_NUMBER" => order => Page.Padded(order.Number),
            "TOTAL_PRICE" => order => Page.Padded((long)(order.Total.Shop * 100)),
            _ => null,
        };

    private static void Warn(IResolveFieldContext context, string query, string field) =>
        Session
            .Of(context)
            .SearchWarnings.Add(
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["path"] = context.ResponsePath.ToList(),
                    ["query"] = query,
                    ["parsed"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["field"] = field },
                    ["warnings"] = new[]
                    {
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            ["field"] = field,
                            ["message"] = "Invalid search field for this query.",
                            ["code"] = "invalid_field",
                        },
                    },
                }
            );
}
