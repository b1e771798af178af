using System.Globalization;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Webhooks;

/// <summary>How sums and times look in webhooks: strings with two decimals, and the shop's own offset.</summary>
internal static class MoneyPayload
{
    internal static string Text(decimal sum) => sum.ToString("0.00", CultureInfo.InvariantCulture);

    internal static JsonObject Set(Order order, Amount amount) =>
        new()
        {
            ["shop_money"] = new JsonObject { ["amount"] = Text(amount.Shop), ["currency_code"] = order.Currency },
            ["presentment_money"] = new JsonObject
            {
                ["amount"] = Text(amount.Presentment),
                ["currency_code"] = order.PresentmentCurrency,
            },
        };

    internal static string? Time(Shop shop, DateTimeOffset? time) =>
        time is { } moment
            ? TimeZoneInfo
                .ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(shop.Options.TimeZone))
                .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : null;
}
