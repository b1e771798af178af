using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Signs timestamp and body with nothing between. https://developer.zendesk.com/documentation/webhooks/verifying/</summary>
internal static class ZendeskSignature
{
    internal static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hmac.AppendData(body);
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
