using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>
/// Signs as the Standard Webhooks scheme says: the key is base64 after <c>whsec_</c>, and what is signed is id, time and body
/// with dots between. https://www.standardwebhooks.com
/// </summary>
internal static class StandardWebhook
{
    private const string SecretPrefix = "whsec_";

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    internal static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, KeyOf(secret)!);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{Seconds(at)}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    internal static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    internal static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));

    /// <summary>False for a secret that is no base64 or is empty.</summary>
    internal static bool IsUsable(string secret) => KeyOf(secret) is { Length: > 0 };

    private static byte[]? KeyOf(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) ? key[..length] : null;
    }
}
