using System.Globalization;
using System.Text.Json;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Reads what Shopify writes: ids longer than a double holds, money as text, nulls where something may not be seen.</summary>
internal static class ShopifyJson
{
    /// <summary>A field; nothing where it is absent or null, or where this is no object.</summary>
    internal static JsonElement? Get(this JsonElement json, string field) =>
        json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty(field, out var value)
        && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    internal static string Text(this JsonElement json, string field) => json.GetProperty(field).GetString()!;

    internal static string? TextOrNull(this JsonElement json, string field) =>
        json.Get(field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static int Number(this JsonElement json, string field) => json.GetProperty(field).GetInt32();

    internal static bool Flag(this JsonElement json, string field) =>
        json.Get(field) is { ValueKind: JsonValueKind.True };

    internal static DateTimeOffset? Time(this JsonElement json, string field) => json.Get(field)?.GetDateTimeOffset();

    /// <summary>The items of a list.</summary>
    internal static IReadOnlyList<JsonElement> List(this JsonElement json, string field) =>
        [.. json.GetProperty(field).EnumerateArray()];

    /// <summary>The items of a list of texts.</summary>
    internal static IReadOnlyList<string> Texts(this JsonElement json, string field) =>
        [.. json.GetProperty(field).EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>The items on this page of a connection.</summary>
    internal static IReadOnlyList<JsonElement> Nodes(this JsonElement json, string field) =>
        json.GetProperty(field).List("nodes");

    /// <summary>Where the next page of a connection begins; nothing where this is the last.</summary>
    internal static string? NextPage(this JsonElement json, string field) =>
        json.GetProperty(field).GetProperty("pageInfo") is var page && page.Flag("hasNextPage")
            ? page.Text("endCursor")
            : null;

    /// <summary>A sum in the shop's own currency.</summary>
    internal static Money ShopMoney(this JsonElement json, string field) =>
        json.GetProperty(field).GetProperty("shopMoney").Money();

    /// <summary>A sum in the currency the customer paid.</summary>
    internal static Money PaidMoney(this JsonElement json, string field) =>
        json.GetProperty(field).GetProperty("presentmentMoney").Money();

    /// <summary>An amount with its currency.</summary>
    internal static Money Money(this JsonElement json) =>
        new(decimal.Parse(json.Text("amount"), CultureInfo.InvariantCulture), json.Text("currencyCode"));

    /// <summary>An amount as Shopify takes it.</summary>
    internal static string Plain(this Money money) => money.Amount.ToString(CultureInfo.InvariantCulture);
}
