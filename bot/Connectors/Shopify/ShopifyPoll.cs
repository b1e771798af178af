using System.Text.Json;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// Looks for requested returns whose webhook never came. There is no list of returns: orders with a requested one are listed
/// instead. shopify.dev/docs/apps/build/webhooks/best-practices, "reconciliation"
/// </summary>
internal sealed partial class ShopifyPoll(ShopifyClient shopify, Inbox inbox, ILogger<ShopifyPoll> logger)
{
    private const string Topic = "poll";

    /// <summary>Takes every requested return in, once for each however often it is seen.</summary>
    /// <exception cref="OutsideException">The shop could not be read to the end; what was read is taken in.</exception>
    internal async Task PollOnceAsync(CancellationToken cancel)
    {
        var found = 0;
        string? after = null;
        do
        {
            var page = await shopify.QueryAsync(ShopifyDocument.RequestedReturns, new { after }, cancel);
            foreach (var order in page.Nodes("orders"))
            foreach (var back in order.Nodes("returns").Where(back => back.Text("status") is "REQUESTED"))
            {
                if (await inbox.ReceiveAsync(Arrival(order.Text("id"), back), cancel) is Received.Stored)
                    found++;
            }

            after = page.NextPage("orders");
        } while (after is not null);

        if (found > 0)
            Log.Found(logger, found);
    }

    private static Arrival Arrival(string order, JsonElement back)
    {
        var id = back.Text("id");
        return new Arrival(
            "shopify",
            $"poll:{id}:{back.Text("createdAt")}",
            Topic,
            JsonSerializer.SerializeToUtf8Bytes(back),
            new ReturnChanged(id, ReturnChange.Requested)
            {
                Name = back.Text("name"),
                Order = order,
                IsFound = true,
            }
        )
        {
            HappenedAt = back.Time("createdAt"),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Looking at Shopify found {Count} requested returns not looked at before")]
        internal static partial void Found(ILogger logger, int count);
    }
}
