using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsBot.Sandbox.Slack.Events;

/// <summary>
/// What Slack does when the address for events is saved in the app's settings: it sends a challenge and wants it back. Source:
/// docs.slack.dev/apis/events-api/using-http-request-urls.
/// </summary>
internal sealed class EventAddress(PretendSlackOptions options, BotDoor door)
{
    /// <returns>Null when the address was accepted, else why not.</returns>
    internal async Task<string?> VerifyAsync(CancellationToken stop)
    {
        var challenge = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var asks = new JsonObject
        {
            ["token"] = options.VerificationToken,
            ["challenge"] = challenge,
            ["type"] = "url_verification",
        };
        var answer = await door.SendEventAsync(asks, [], stop);
        if (answer.Error is { } error)
            return error;
        return Read(answer) == challenge ? null : "challenge_failed";
    }

    private static string? Read(BotAnswer answer) =>
        answer.ContentType switch
        {
            "application/json" => Json.Parse(answer.Body)?.Text("challenge"),
            "application/x-www-form-urlencoded" => QueryHelpers.ParseQuery(answer.Body)["challenge"].ToString(),
            _ => answer.Body.Trim(),
        };
}
