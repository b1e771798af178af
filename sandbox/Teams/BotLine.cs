using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.Teams;

/// <summary>The way to the bot: waits as long as Teams does.</summary>
internal sealed class BotLine(
    PretendTeamsOptions options,
    FaultSwitch faults,
    TimeProvider clock,
    IHttpClientFactory clients
)
{
    internal const string ClientName = "pretend Teams to the bot";

    /// <summary>Whether what is sent now is sent twice.</summary>
    internal bool IsSentTwice => faults.Wants("teams", FaultKind.Duplicate);

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
