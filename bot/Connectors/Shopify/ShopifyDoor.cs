using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// Takes Shopify's webhooks: checks who sent them, stores them, answers. No business here, and no call outside: Shopify waits
/// five seconds. shopify.dev/docs/apps/build/webhooks/subscribe/https
/// </summary>
internal sealed partial class ShopifyDoor : IDisposable
{
    internal const string Path = "/webhooks/shopify";
    internal const string MeterName = "OpsBot.Shopify";

    private readonly ShopifyOptions options;
    private readonly Inbox inbox;
    private readonly ILogger<ShopifyDoor> logger;
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> unknown;

    public ShopifyDoor(ShopifyOptions options, Inbox inbox, ILogger<ShopifyDoor> logger)
    {
        this.options = options;
        this.inbox = inbox;
        this.logger = logger;
        unknown = meter.CreateCounter<long>("opsbot.shopify.webhooks.unknown", description: "Webhooks of other topics");
    }

    /// <summary>Answers one webhook with a status; Shopify reads nothing else.</summary>
    internal async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancel)
    {
        if (await RawBody.ReadAsync(request, cancel) is not { } body)
            return Refused(StatusCodes.Status413PayloadTooLarge, "it is too large");
        var headers = request.Headers;
        if (!Signatures.Shopify(options.SigningSecret, body, headers["X-Shopify-Hmac-Sha256"]))
            return Refused(StatusCodes.Status401Unauthorized, "its signature is missing or wrong");
        // The secret is the app's, which may be installed in several shops.
        if (!string.Equals(headers["X-Shopify-Shop-Domain"], options.ShopDomain, StringComparison.OrdinalIgnoreCase))
            return Refused(StatusCodes.Status401Unauthorized, "it comes from another shop");
        if (ReadObject(body) is not { } json)
            return Refused(StatusCodes.Status400BadRequest, "it is not a JSON object");
        if (
            headers["X-Shopify-Topic"].ToString() is not { Length: > 0 } topic
            || DedupeKey(topic, headers) is not { } key
        )
            return Refused(StatusCodes.Status400BadRequest, "it names no topic or no id");
        if (!ShopifyTopics.Knows(topic))
        {
            unknown.Add(1, new KeyValuePair<string, object?>("topic", topic));
            return Results.Ok();
        }

        var arrival = new Arrival("shopify", key, topic, body, ShopifyTopics.Read(topic, json))
        {
            HappenedAt = HappenedAt(headers),
        };
        return await StoreAsync(arrival, cancel);
    }

    public void Dispose() => meter.Dispose();

    private async Task<IResult> StoreAsync(Arrival arrival, CancellationToken cancel)
    {
        if (arrival.Happening is null)
            Log.SaysNothing(logger, arrival.Topic);
        try
        {
            await inbox.ReceiveAsync(arrival, cancel);
            return Results.Ok();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Not stored is not taken: Shopify sends it again.
            Log.NotStored(logger, arrival.Topic, error);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private IResult Refused(int status, string why)
    {
        Log.Refused(logger, status, why);
        return Results.StatusCode(status);
    }

    private static JsonElement? ReadObject(byte[] body)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(body);
            return json.ValueKind is JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One event has one event id, however many subscriptions it comes through; trial deliveries have none.</summary>
    private static string? DedupeKey(string topic, IHeaderDictionary headers) =>
        headers["X-Shopify-Event-Id"].ToString() is { Length: > 0 } happened ? $"{topic}:{happened}"
        : headers["X-Shopify-Webhook-Id"].ToString() is { Length: > 0 } delivery ? delivery
        : null;

    private static DateTimeOffset? HappenedAt(IHeaderDictionary headers) =>
        DateTimeOffset.TryParse(
            headers["X-Shopify-Triggered-At"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook at the Shopify door was answered {Status}: {Why}")]
        internal static partial void Refused(ILogger logger, int status, string why);

        [LoggerMessage(
            LogLevel.Warning,
            "A Shopify webhook {Topic} does not say what it is about: kept, but no loop sees it"
        )]
        internal static partial void SaysNothing(ILogger logger, string topic);

        [LoggerMessage(LogLevel.Error, "A Shopify webhook {Topic} could not be stored; Shopify will send it again")]
        internal static partial void NotStored(ILogger logger, string topic, Exception error);
    }
}
