using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>Webhooks as Shopify signs and sends them.</summary>
internal static class Webhook
{
    internal static HttpRequestMessage To(Uri door, string topic, string body) =>
        new(HttpMethod.Post, door)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
            Headers =
            {
                { "x-shopify-topic", topic },
                { "X-Shopify-Hmac-Sha256", Sign(body) },
                { "X-Shopify-Shop-Domain", Connector.Domain },
                { "X-Shopify-Webhook-Id", "delivery-1" },
                { "X-Shopify-Event-Id", "event-1" },
                { "X-Shopify-Triggered-At", "2026-11-24T09:00:00.123000009Z" },
            },
        };

    internal static string Sign(string body, string secret = Connector.Secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
