using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>Sends activities to the bot with a token of the connector's.</summary>
internal sealed class BotDoor(
    PretendTeamsOptions options,
    TeamsAddress address,
    Issuer issuer,
    TimeProvider clock,
    BotLine line
)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>The header of a token of the key that signs now.</summary>
    internal JsonObject Header() =>
        new()
        {
            ["alg"] = "RS256",
            ["kid"] = issuer.Current.Id,
            ["x5t"] = issuer.Current.Id,
            ["typ"] = "JWT",
        };

    /// <summary>What a token of the connector claims.</summary>
    internal JsonObject Claims()
    {
        var now = clock.GetUtcNow();
        return new JsonObject
        {
            ["serviceurl"] = address.Service,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lasts).ToUnixTimeSeconds(),
            ["iss"] = options.Issuer,
            ["aud"] = options.AppId,
        };
    }

    /// <summary>Sends an activity; once more what was not answered in time, as Teams does with messages, or by a fault.</summary>
    internal async Task<BotAnswer> SendAsync(JsonObject activity, CancellationToken stop)
    {
        var answer = await OnceAsync(activity, stop);
        var isLost = answer.Status is null && activity.Text("type") == "message";
        return isLost || line.IsSentTwice ? await OnceAsync(activity, stop) : answer;
    }

    /// <summary>Sends anything at all, as anybody.</summary>
    internal Task<BotAnswer> PostAsync(string body, string? authorization, CancellationToken stop) =>
        line.PostAsync(body, authorization, stop);

    private Task<BotAnswer> OnceAsync(JsonObject activity, CancellationToken stop) =>
        line.PostAsync(activity.ToJsonString(), "Bearer " + issuer.Current.Sign(Header(), Claims()), stop);
}
