using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// Slack's signature of a request body: HMAC-SHA256 over <c>v0:timestamp:body</c>. Source:
/// docs.slack.dev/authentication/verifying-requests-from-slack.
/// </summary>
internal static class SlackSignature
{
    internal static string Of(string secret, string timestamp, string body)
    {
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")
        );
        return "v0=" + Convert.ToHexStringLower(hash);
    }
}
