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
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancel">Stops the store.</param>
    /// <param name="isLooking">Whether something can be said there is what is asked.</param>
    /// <exception cref="OutsideException">Nobody knows, or nothing can be said there for now; nothing was sent.</exception>
    internal async Task<TeamsPlace> OpenAsync(string conversation, CancellationToken cancel, bool isLooking = false)
    {
        if (await conversations.FindAsync(conversation, cancel) is not { } place)
            throw Resting.Barred(TeamsClient.Name, "the app is nowhere added yet: add it to the team of the channel");
        return place.Closed is { } why && !isLooking
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
        if (!call.IsProbe)
            tokens.Standing.Check();
        if (call.Turn is { } turn)
            await pace.TurnAsync(turn, cancel);
        var answer = await TryAsync(place, call, body, cancel);
        if (answer.Status == Forbidden && TeamsRefusal.RightService(answer) is { } right && hosts.Allows(right))
        {
            // Refused, so not run: the tenant is of another cloud, whose host the refusal names.
            place = await conversations.MoveAsync(place, right, cancel);
            answer = await TryAsync(place, call, body, cancel);
        }

        if (answer.Status is Unauthorized or Forbidden)
            throw await RefusedAsync(place, call, answer, cancel);
        // What only reads may go through where nothing can be said.
        if (answer.IsSuccess && call.Turn is not null && place.ClosedAt is not null)
            await conversations.OpenedAsync(place, cancel);
        return answer;
    }

    /// <summary>Nothing can be said in a place, as its answer tells.</summary>
    internal Task CloseAsync(TeamsPlace place, OutsideResponse answer, CancellationToken cancel) =>
        conversations.CloseAsync(place, TeamsRefusal.Words(TeamsRefusal.CodeOf(answer)), cancel);

    private async Task<OutsideResponse> TryAsync(
        TeamsPlace place,
        TeamsCall call,
        JsonObject? body,
        CancellationToken cancel
    )
    {
        var address = hosts.Below(place.Service, call.Path);
        var answer = await SendAsync(address, call, body, anew: false, cancel);
        return answer.Status == Unauthorized ? await SendAsync(address, call, body, anew: true, cancel) : answer;
    }

    private async Task<OutsideException> RefusedAsync(
        TeamsPlace place,
        TeamsCall call,
        OutsideResponse answer,
        CancellationToken cancel
    )
    {
        var code = TeamsRefusal.CodeOf(answer);
        var refusal = answer.Broken(TeamsRefusal.Words(code));
        if (TeamsRefusal.IsOfTheBot(code) && answer.Status == Forbidden)
            tokens.Standing.Lost(refusal.Message, place.Id);
        else if (answer.Status == Unauthorized && call.IsProbe)
            tokens.Standing.Lost(refusal.Message, place.Id);
        else if (answer.Status == Unauthorized)
            tokens.Standing.Refused(place.Id, refusal.Message);
        else if (call.Turn is not null)
            await CloseAsync(place, answer, cancel);
        return refusal;
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
