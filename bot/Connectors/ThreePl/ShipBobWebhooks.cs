using System.Text.Json;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// Keeps the webhook subscription there: ShipBob switches one off whose deliveries failed for days. To be called at start and
/// every hour. developer.shipbob.com/webhooks
/// </summary>
internal sealed partial class ShipBobWebhooks(
    ShipBobClient shipBob,
    ThreePlOptions options,
    ILogger<ShipBobWebhooks> logger
)
{
    /// <summary>Subscribes to what is missing.</summary>
    /// <exception cref="OutsideException">ShipBob could not be read, or did not answer.</exception>
    internal async Task EnsureAsync(CancellationToken cancel)
    {
        if (options.CallbackUrl is not { } callback)
        {
            Log.NotManaged(logger);
            return;
        }

        var url = new Uri(callback, ShipBobDoor.Path).AbsoluteUri;
        var all = await shipBob.ListAsync("webhook", "?RecordsPerPage=250", cancel);
        var ours = all.Where(subscription => subscription.Text("url") == url).ToLookup(IsOff);
        foreach (var off in ours[true])
            await RemoveAsync(off, cancel);
        var there = ours[false].SelectMany(Topics).ToHashSet(StringComparer.Ordinal);
        var missing = ShipBobTopics.Subscribed.Where(topic => !there.Contains(topic)).ToArray();
        if (missing.Length > 0)
            await SubscribeAsync(missing, url, cancel);
    }

    private async Task RemoveAsync(JsonElement subscription, CancellationToken cancel)
    {
        var id = subscription.Text("id") ?? "";
        await shipBob.DeleteAsync($"webhook/{Uri.EscapeDataString(id)}", cancel);
        Log.WasOff(logger, id);
    }

    private async Task SubscribeAsync(string[] topics, string url, CancellationToken cancel)
    {
        var body = new
        {
            topics,
            url,
            secret = options.WebhookSecret,
            description = "OpsBot",
        };
        var answer = await shipBob.PostAsync("webhook", body, cancel);
        var names = string.Join(", ", topics);
        if (answer.IsSuccess)
            Log.Made(logger, names, url);
        else
            Log.Refused(logger, names, answer.Words());
    }

    private static bool IsOff(JsonElement subscription) =>
        subscription.Get("enabled") is { ValueKind: JsonValueKind.False };

    private static IEnumerable<string> Topics(JsonElement subscription) =>
        subscription.Get("topics") is { ValueKind: JsonValueKind.Array } topics
            ? topics.EnumerateArray().Select(topic => topic.ToString())
            : [];

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "Connectors:ThreePl:CallbackUrl is not set: webhook subscriptions are left as they are"
        )]
        internal static partial void NotManaged(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "ShipBob had switched the webhook subscription {Id} off; it is made anew")]
        internal static partial void WasOff(ILogger logger, string id);

        [LoggerMessage(LogLevel.Information, "ShipBob now posts {Topics} to {Url}")]
        internal static partial void Made(ILogger logger, string topics, string url);

        [LoggerMessage(LogLevel.Warning, "ShipBob does not post {Topics}: {Words}")]
        internal static partial void Refused(ILogger logger, string topics, string words);
    }
}
