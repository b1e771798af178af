using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Sandbox.Shopify.Webhooks;

/// <summary>
/// The value of <c>X-Shopify-Hmac-Sha256</c>: base64 of HMAC-SHA256 over the raw body, keyed with the app's client secret.
/// https://shopify.dev/docs/apps/build/webhooks/subscribe/https
/// </summary>
internal static class Signature
{
    internal static string Of(ReadOnlySpan<byte> body, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
