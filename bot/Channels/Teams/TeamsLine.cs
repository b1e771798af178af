using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Calls the Bot Connector: at the address a conversation is answered at where that is Microsoft's, with a token, at the pace that
/// Teams asks for. Where the token is refused a new one is tried, once.
/// </summary>
internal sealed class TeamsLine(
    OutsideClient outside,
    TeamsTokens tokens,
    TeamsConversations conversations,
    TeamsPace pace,
    TeamsHosts hosts
)
{
    private const int Unauthorized = StatusCodes.Status401Unauthorized;
    private const int Forbidden = StatusCodes.Status403Forbidden;

    /// <summary>Finds where a conversation is answered.</summary>
    /// <exception cref="OutsideException">Nobody knows, or nothing can be said there for now; nothing was sent.</exception>
    internal async Task<TeamsPlace> OpenAsync(string conversation, CancellationToken cancel)
    {
        if (await conversations.FindAsync(conversation, cancel) is not { } place)
            throw Resting.Barred(TeamsClient.Name, "the app is nowhere added yet: add it to the team of the channel");
        return place.Closed is { } why
            ? throw Resting.Barred(TeamsClient.Name, $"nothing can be said there: {why}")
            : place;
    }

    /// <summary>Makes a call.</summary>
    /// <returns>The answer, with every 4xx but 401, 403, 408, 412 and 429 the caller's to understand.</returns>
    /// <exception cref="OutsideException">It failed.</exception>
    internal async Task<OutsideResponse> CallAsync(
        TeamsPlace place,
        TeamsCall call,
        JsonObject? body,
        CancellationToken cancel
    )
    {
        var address = hosts.Below(place.Service, call.Path);
        if (call.Turn is { } turn)
            await pace.TurnAsync(turn, cancel);
        var answer = await SendAsync(address, call, body, anew: false, cancel);
        if (answer.Status == Unauthorized)
            answer = await SendAsync(address, call, body, anew: true, cancel);
        if (answer.Status is not (Unauthorized or Forbidden))
            return answer;
        var code = TeamsRefusal.CodeOf(answer);
        if (answer.Status == Forbidden)
            await conversations.CloseAsync(place, TeamsRefusal.Words(code), cancel);
        throw answer.Broken(TeamsRefusal.Words(code));
    }

    private async Task<OutsideResponse> SendAsync(
        Uri address,
        TeamsCall call,
        JsonObject? body,
        bool anew,
        CancellationToken cancel
    )
    {
        var token = await tokens.TokenAsync(anew, cancel);
        var written = body is null ? null : TeamsJson.Write(body);
        try
        {
            return await outside.SendAsync(
                TeamsClient.Name,
                () => Request(call.Method, address, token, written),
                call.Safety,
                MeaningOf,
                cancel
            );
        }
        catch (OutsideException failure) when (failure is { Status: 429, HitsEverybody: false })
        {
            if (call.Turn is { } turn)
                pace.Rest(turn, failure.RetryAfter);
            throw;
        }
    }

    /// <summary>learn.microsoft.com/microsoftteams, conversation-messages, status codes.</summary>
    private static Meaning MeaningOf(OutsideResponse answer) =>
        answer.Status switch
        {
            Unauthorized or Forbidden => Meaning.Answer,
            // Two of our calls met in the same conversation; neither the first nor the next is in doubt.
            StatusCodes.Status412PreconditionFailed => Meaning.NotRun,
            _ => Meaning.Usual,
        };

    private static HttpRequestMessage Request(HttpMethod method, Uri address, string? token, string? body)
    {
        var request = new HttpRequestMessage(method, address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // Without the charset letters outside ASCII come out wrong.
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }
}
