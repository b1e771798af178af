using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Delivery;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Webhooks;

/// <summary>
/// Sends what happened in the shop to every subscription of the topic: one event id for the event, one webhook id for each
/// copy. https://shopify.dev/docs/apps/build/webhooks/subscribe/https
/// </summary>
internal sealed class Notifier(Shop shop, Courier courier, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The topic is written as in the header, such as <c>returns/request</c>; the body is made only if somebody wants it.</summary>
    internal void Tell(string topic, Func<JsonObject> write)
    {
        var wanted = topic.Replace('/', '_').ToUpperInvariant();
        var takers = shop.Subscriptions.Where(each => each.Topic == wanted).ToList();
        if (takers.Count == 0)
            return;
        var body = write();
        var eventId = NewId();
        foreach (var subscription in takers.Where(each => Passes(each, body)))
            courier.Send(Letter(subscription, topic, eventId, body));
    }

    private Parcel Letter(Subscription subscription, string topic, string eventId, JsonObject body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Chosen(subscription, body), Raw);
        List<KeyValuePair<string, string>> headers =
        [
            new("X-Shopify-Topic", topic),
            new("X-Shopify-Hmac-Sha256", Signature.Of(bytes, shop.Options.ClientSecret)),
            new("X-Shopify-Shop-Domain", shop.Options.Domain),
            new("X-Shopify-API-Version", shop.Options.ApiVersion),
            new("X-Shopify-Webhook-Id", NewId()),
            new("X-Shopify-Event-Id", eventId),
            new(
                "X-Shopify-Triggered-At",
                shop.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture)
            ),
            new("User-Agent", "Shopify-Captain-Hook"),
            new("Accept", "application/json, text/plain, */*"),
        ];
        if (subscription.Name is { } name)
            headers.Add(new("X-Shopify-Name", name));
        return new Parcel(new Uri(subscription.Uri), headers, bytes) { GivenUp = () => Forget(subscription) };
    }

    private static JsonObject Chosen(Subscription subscription, JsonObject body) =>
        subscription.IncludeFields.Count == 0
            ? body
            : new JsonObject(
                body.Where(pair => subscription.IncludeFields.Contains(pair.Key, StringComparer.Ordinal))
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))
            );

    /// <summary>Filters are search terms joined by spaces; each must equal the payload's own field.</summary>
    private static bool Passes(Subscription subscription, JsonObject body) =>
        (subscription.Filter ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(term => term != "AND")
            .Select(term => term.Split(':', 2))
            .All(term => string.Equals(body[term[0]]?.ToString(), term[1], StringComparison.OrdinalIgnoreCase));

    private void Forget(Subscription subscription) =>
        shop.Do(() =>
        {
            shop.Remove(subscription);
            return shop.Subscriptions.Remove(subscription);
        });

    private string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString();
}
