using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Bench.Speed.Far;

/// <summary>
/// A Teams that takes everything at once and without limits, and notes when it did: tokens both ways, threads, updates, members.
/// </summary>
/// <param name="far">The far side's address.</param>
internal sealed class FarTeams(Uri far) : IDisposable
{
    internal const string Below = "/teams/";
    internal const string Account = "29:1agent";

    private const string Conversations = "connector/v3/conversations";
    private readonly Issuer issuer = new();
    private readonly ConcurrentDictionary<string, CardSeen> cards = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CardSeen> byMessage = new(StringComparer.Ordinal);
    private int stamp;

    internal static PretendTeamsOptions Names { get; } = new();

    internal static string Person { get; } = Names.Users[0].AadObjectId!;

    /// <summary>A card that was posted.</summary>
    /// <param name="question">The question's id.</param>
    /// <param name="conversation">Its thread.</param>
    /// <param name="message">Its message.</param>
    internal sealed class CardSeen(string question, string conversation, string message)
    {
        private long updated;

        internal string Question => question;

        internal string Conversation => conversation;

        internal string Message => message;

        /// <summary>The first update of it, by <see cref="Stopwatch.GetTimestamp"/>; 0 where there was none.</summary>
        internal long UpdatedAt => Interlocked.Read(ref updated);

        internal void Updated() => Interlocked.CompareExchange(ref updated, Stopwatch.GetTimestamp(), 0);
    }

    internal IReadOnlyCollection<CardSeen> Cards => [.. cards.Values];

    internal int Count => cards.Count;

    /// <summary>Where activities say that they are answered.</summary>
    internal string Service => new Uri(far, Below + "connector/").AbsoluteUri;

    /// <summary>What proves that Teams speaks, for an hour.</summary>
    internal string Token(DateTimeOffset now) =>
        issuer.Current.Sign(
            new()
            {
                ["alg"] = "RS256",
                ["kid"] = issuer.Current.Id,
                ["typ"] = "JWT",
            },
            new()
            {
                ["serviceurl"] = Service,
                ["nbf"] = now.ToUnixTimeSeconds(),
                ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
                ["iss"] = Names.Issuer,
                ["aud"] = Names.AppId,
            }
        );

    internal void Forget()
    {
        cards.Clear();
        byMessage.Clear();
    }

    internal async Task AnswerAsync(HttpContext http, string path)
    {
        var what = path[Below.Length..];
        var answer = what switch
        {
            "openid/.well-known/openidconfiguration" => issuer
                .Document(Names.Issuer, new Uri(far, Below + "openid/keys").AbsoluteUri)
                .ToJsonString(),
            "openid/keys" => issuer.Keys().ToJsonString(),
            Conversations => Post(await ReadAsync(http)),
            _ when what.StartsWith("login/", StringComparison.Ordinal) =>
                """{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":"bench"}""",
            _ when what.Contains("/members/", StringComparison.Ordinal) => Member(),
            _ => Changed(http, what.Split('/')[^1]),
        };
        http.Response.ContentType = "application/json";
        http.Response.StatusCode = what == Conversations ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await http.Response.WriteAsync(answer, http.RequestAborted);
    }

    public void Dispose() => issuer.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpContext http) =>
        await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, cancellationToken: http.RequestAborted);

    /// <summary>Everybody is a full member.</summary>
    private static string Member() =>
        $$"""{"id":"{{Account}}","name":"Ops agent","aadObjectId":"{{Person}}","tenantId":"{{Names.TenantId}}","userRole":"user"}""";

    private string Post(JsonElement asked)
    {
        var id = Interlocked.Increment(ref stamp).ToString("D13", CultureInfo.InvariantCulture);
        var channel = asked.GetProperty("channelData").GetProperty("channel").GetProperty("id").GetString()!;
        var thread = $"{channel};messageid={id}";
        var card = asked.GetProperty("activity").GetProperty("attachments")[0].GetProperty("content");
        var about = card.GetProperty("refresh").GetProperty("action").GetProperty("data");
        var seen = new CardSeen(about.GetProperty("card").GetString()!, thread, id);
        cards[seen.Question] = seen;
        byMessage[id] = seen;
        return $$"""{"id":"{{thread}}","activityId":"{{id}}"}""";
    }

    /// <summary>What is said in a thread has an id of its own; what is put in a message's place keeps its.</summary>
    private string Changed(HttpContext http, string message)
    {
        if (HttpMethods.IsPut(http.Request.Method) && byMessage.TryGetValue(message, out var seen))
            seen.Updated();
        return HttpMethods.IsPut(http.Request.Method)
            ? $$"""{"id":"{{message}}"}"""
            : $$"""{"id":"said{{Interlocked.Increment(ref stamp)}}"}""";
    }
}
