using System.Globalization;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// Takes Shopify's webhooks: checks who sent them, stores them, answers. No business here, and no call outside: Shopify waits
/// five seconds. shopify.dev/docs/apps/build/webhooks/subscribe/https
/// </summary>
internal sealed class ShopifyDoor(ShopifyOptions options, Intake intake)
{
    internal const string Path = "/webhooks/shopify";

    /// <summary>Answers one webhook.</summary>
    internal async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancel)
    {
        if (await RawBody.ReadAsync(request, cancel) is not { } body)
            return intake.Refuse(Path, StatusCodes.Status413PayloadTooLarge, "it is too large");
        var headers = request.Headers;
        if (!Signatures.Shopify(options.SigningSecret, body, headers["X-Shopify-Hmac-Sha256"]))
            return intake.Refuse(Path, StatusCodes.Status401Unauthorized, "its signature is missing or wrong");
        // The secret is the app's, which may be installed in several shops.
        if (!string.Equals(headers["X-Shopify-Shop-Domain"], options.ShopDomain, StringComparison.OrdinalIgnoreCase))
            return intake.Refuse(Path, StatusCodes.Status401Unauthorized, "it comes from another shop");
        if (Intake.ReadObject(body) is not { } json)
            return intake.Refuse(Path, StatusCodes.Status400BadRequest, "it is not a JSON object");
        if (
            headers["X-Shopify-Topic"].ToString() is not { Length: > 0 } topic
            || DedupeKey(topic, headers) is not { } key
        )
            return intake.Refuse(Path, StatusCodes.Status400BadRequest, "it names no topic or no id");
        if (!ShopifyTopics.Knows(topic))
            return intake.NoteUnknown(topic, Path);

        var arrival = new Arrival("shopify", key, topic, body, ShopifyTopics.Read(topic, json))
        {
            HappenedAt = HappenedAt(headers),
        };
        return await intake.StoreAsync(arrival, cancel);
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
}
