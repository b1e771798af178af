namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// Keeps the webhook subscriptions there: Shopify deletes one whose deliveries failed for four hours. To be called at start and
/// every hour. shopify.dev/docs/apps/build/webhooks/troubleshooting-webhooks
/// </summary>
internal sealed partial class ShopifySubscriptions(
    ShopifyClient shopify,
    ShopifyOptions options,
    ILogger<ShopifySubscriptions> logger
)
{
    /// <summary>Makes what is missing.</summary>
    /// <exception cref="OutsideException">The shop could not be read, or did not answer.</exception>
    internal async Task EnsureAsync(CancellationToken cancel)
    {
        if (options.CallbackUrl is not { } callback)
        {
            Log.NotManaged(logger);
            return;
        }

        var uri = new Uri(callback, ShopifyDoor.Path).AbsoluteUri;
        var there = await TopicsAsync(uri, cancel);
        foreach (var topic in ShopifyTopics.Subscribed.Where(topic => !there.Contains(topic)))
        {
            var variables = new { topic, subscription = new { uri, includeFields = ShopifyTopics.FieldsOf(topic) } };
            var answer = await shopify.MutateAsync(ShopifyDocument.SubscribeWebhook, variables, cancel);
            if (answer.IsRefused)
                Log.Refused(logger, topic, answer.Words);
            else
                Log.Made(logger, topic, uri);
        }
    }

    private async Task<HashSet<string>> TopicsAsync(string uri, CancellationToken cancel)
    {
        HashSet<string> topics = new(StringComparer.Ordinal);
        string? after = null;
        do
        {
            var page = await shopify.QueryAsync(ShopifyDocument.WebhookSubscriptions, new { after }, cancel);
            var ours = page.Nodes("webhookSubscriptions").Where(subscription => subscription.Text("uri") == uri);
            topics.UnionWith(ours.Select(subscription => subscription.Text("topic")));
            after = page.NextPage("webhookSubscriptions");
        } while (after is not null);

        return topics;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "Connectors:Shopify:CallbackUrl is not set: webhook subscriptions are left as they are"
        )]
        internal static partial void NotManaged(ILogger logger);

        [LoggerMessage(LogLevel.Information, "Shopify now posts {Topic} to {Uri}")]
        internal static partial void Made(ILogger logger, string topic, string uri);

        [LoggerMessage(LogLevel.Warning, "Shopify does not post {Topic}: {Words}")]
        internal static partial void Refused(ILogger logger, string topic, string words);
    }
}
