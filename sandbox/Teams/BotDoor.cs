using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>Sends activities to the bot with a token of the connector's, and waits as long as Teams does.</summary>
internal sealed class BotDoor(
    PretendTeamsOptions options,
    TeamsAddress address,
    Issuer issuer,
    TimeProvider clock,
    IHttpClientFactory clients
)
{
    internal const string ClientName = "pretend Teams to the bot";

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

    internal Task<BotAnswer> SendAsync(JsonObject activity, CancellationToken stop) =>
        PostAsync(activity.ToJsonString(), "Bearer " + issuer.Current.Sign(Header(), Claims()), stop);

    /// <summary>Sends anything at all, as anybody.</summary>
    internal async Task<BotAnswer> PostAsync(string body, string? authorization, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(options.AnswerWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BotUrl, "api/messages"));
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8"));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, either.Token);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new(null, "");
        }
        catch (HttpRequestException)
        {
            return new(null, "");
        }
    }
}

/// <summary>What the bot answered; no status where it did not in time.</summary>
internal sealed record BotAnswer(int? Status, string Body)
{
    /// <summary>The answer to an invoke.</summary>
    internal JsonObject? Json => Body.Length == 0 ? null : JsonNode.Parse(Body)?.AsObject();
}
