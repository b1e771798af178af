using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Bot.Http;

/// <summary>
/// Checks who sent a request. One method per scheme, over the raw bytes, in constant time; an empty secret vouches for nobody.
/// </summary>
internal static class Signatures
{
    /// <summary>Signed requests older or newer than this are refused.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Shopify: base64 of HMAC-SHA256 over the body; shopify.dev/docs/apps/build/webhooks/subscribe/https.</summary>
    internal static bool Shopify(string secret, byte[] body, string? signature) =>
        secret.Length > 0
        && Same(Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)), signature);

    /// <summary>
    /// Slack: <c>v0=</c> and hex of HMAC-SHA256 over <c>v0:timestamp:body</c>;
    /// docs.slack.dev/authentication/verifying-requests-from-slack.
    /// </summary>
    internal static bool Slack(string secret, byte[] body, string? timestamp, string? signature, DateTimeOffset now) =>
        secret.Length > 0
        && IsRecent(timestamp, now)
        && Same("v0=" + Convert.ToHexStringLower(Hash(secret, $"v0:{timestamp}:", body)), signature);

    /// <summary>Signs as Slack does, for the one who knocks at a door of their own.</summary>
    internal static string SlackOf(string secret, string timestamp, string body) =>
        "v0=" + Convert.ToHexStringLower(Hash(secret, $"v0:{timestamp}:", Encoding.UTF8.GetBytes(body)));

    /// <summary>
    /// Standard Webhooks, as ShipBob signs: any of several <c>v1,base64</c> of HMAC-SHA256 over <c>id.timestamp.body</c>,
    /// keyed by the decoded secret; github.com/standard-webhooks/standard-webhooks.
    /// </summary>
    internal static bool StandardWebhooks(
        string secret,
        byte[] body,
        StandardWebhookHeaders headers,
        DateTimeOffset now
    )
    {
        var encoded = secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret["whsec_".Length..] : secret;
        var key = new byte[encoded.Length];
        if (encoded.Length == 0 || !Convert.TryFromBase64String(encoded, key, out var length))
            return false;
        if (headers.Id is null || headers.Signatures is null || !IsRecent(headers.Timestamp, now))
            return false;
        var signed = Encoding.UTF8.GetBytes($"{headers.Id}.{headers.Timestamp}.");
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key[..length], (byte[])[.. signed, .. body]));
        return headers.Signatures.Split(' ').Aggregate(false, (found, given) => Same(expected, given) | found);
    }

    private static byte[] Hash(string secret, string before, byte[] body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(before), .. body]);

    private static bool IsRecent(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Window.TotalSeconds;

    private static bool Same(string expected, string? given) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}

/// <summary>The headers of a Standard Webhooks request.</summary>
/// <param name="Id"><c>webhook-id</c>: also what duplicates are known by.</param>
/// <param name="Timestamp"><c>webhook-timestamp</c>, in seconds since 1970.</param>
/// <param name="Signatures"><c>webhook-signature</c>: one or more, separated by spaces.</param>
internal sealed record StandardWebhookHeaders(string? Id, string? Timestamp, string? Signatures);
