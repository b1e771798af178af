using System.Globalization;
using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Reads whose order it is. A guest has no customer; what the app was not approved to see is absent.</summary>
internal static class ShopifyCustomer
{
    internal static Customer? Read(JsonElement order)
    {
        if (order.Get("customer") is not { } customer)
            return null;
        var orders = customer.Get("orders") is null ? [] : customer.Nodes("orders");
        var others = orders.Where(other => other.Text("id") != order.Text("id")).ToList();
        return new Customer(customer.Text("id"))
        {
            Name = customer.TextOrNull("displayName"),
            Email = customer.Get("defaultEmailAddress")?.TextOrNull("emailAddress") ?? order.TextOrNull("email"),
            Orders = long.Parse(customer.TextOrNull("numberOfOrders") ?? "0", CultureInfo.InvariantCulture),
            Spent = customer.Get("amountSpent")?.Money(),
            OrdersWithReturns = others.Count(other => other.TextOrNull("returnStatus") is not (null or "NO_RETURN")),
            OrdersRead = others.Count,
        };
    }
}
