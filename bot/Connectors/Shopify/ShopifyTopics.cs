using System.Globalization;
using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// The webhook topics we ask for, and what each means in shop words. Payloads are believed only as far as saying what to read.
/// shopify.dev/docs/api/webhooks
/// </summary>
internal static class ShopifyTopics
{
    private static readonly Dictionary<string, Func<JsonElement, Happening?>> Known = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["returns/request"] = body => Return(body, ReturnChange.Requested),
        ["returns/update"] = body => Return(body, ReturnChange.Updated),
        ["returns/approve"] = body => Return(body, ReturnChange.Approved),
        ["returns/decline"] = body => Return(body, ReturnChange.Declined),
        ["returns/cancel"] = body => Return(body, ReturnChange.Cancelled),
        ["returns/close"] = body => Return(body, ReturnChange.Closed),
        ["returns/reopen"] = body => Return(body, ReturnChange.Reopened),
        ["returns/process"] = body => Return(body, ReturnChange.Processed),
        ["refunds/create"] = body =>
            Order(body) is { } order ? new RefundMade(order, Of(body, "return", "Return")) : null,
        ["orders/cancelled"] = body => Id(body, "Order") is { } order ? new OrderCancelled(order) : null,
        ["disputes/create"] = Dispute,
        ["disputes/update"] = Dispute,
    };

    /// <summary>All topics, as GraphQL writes them: <c>RETURNS_REQUEST</c>.</summary>
    internal static IReadOnlyList<string> Subscribed { get; } =
    [.. Known.Keys.Select(topic => topic.Replace('/', '_').ToUpperInvariant())];

    /// <summary>
    /// The fields of a topic's payload that are asked for; all where nothing is answered. An order's payload holds its
    /// customer's name, addresses and more, none of which is needed to know that it was cancelled.
    /// </summary>
    internal static IReadOnlyList<string>? FieldsOf(string topic) =>
        topic == "ORDERS_CANCELLED" ? ["id", "admin_graphql_api_id", "updated_at"] : null;

    internal static bool Knows(string topic) => Known.ContainsKey(topic);

    /// <summary>What a payload means; nothing where it does not name what it is about.</summary>
    internal static Happening? Read(string topic, JsonElement body) => Known[topic](body);

    private static ReturnChanged? Return(JsonElement body, ReturnChange kind) =>
        Id(body, "Return") is { } id
            ? new ReturnChanged(id, kind) { Name = body.TextOrNull("name"), Order = Order(body) }
            : null;

    private static DisputeChanged? Dispute(JsonElement body) =>
        Order(body) is { } order ? new DisputeChanged(order) : null;

    private static string? Order(JsonElement body) => Of(body, "order", "Order");

    /// <summary>A thing named inside (<c>order</c>) or beside (<c>order_id</c>).</summary>
    private static string? Of(JsonElement body, string field, string type) =>
        body.Get(field) is { } inner ? Id(inner, type) : Number(body, $"{field}_id", type);

    private static string? Id(JsonElement body, string type) =>
        body.TextOrNull("admin_graphql_api_id") ?? Number(body, "id", type);

    /// <summary>Ids may have 19 digits: more than a double holds.</summary>
    private static string? Number(JsonElement body, string field, string type) =>
        body.Get(field) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var id)
            ? string.Create(CultureInfo.InvariantCulture, $"gid://shopify/{type}/{id}")
            : null;
}
