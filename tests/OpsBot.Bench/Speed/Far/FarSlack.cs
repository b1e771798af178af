using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Bench.Speed.Far;

/// <summary>A Slack that says ok to everything, at once and without limits, and notes when it did.</summary>
internal sealed class FarSlack
{
    /// <summary>Where answers to commands that take long are sent, each with a name of its own behind it.</summary>
    internal const string ToldAt = Below + Told;

    private const string Below = "/slack/api/";
    private const string Told = "told/";
    private static readonly PretendSlackOptions Names = new();
    private readonly ConcurrentDictionary<string, CardSeen> cards = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CardSeen> byTs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> told = new(StringComparer.Ordinal);
    private int stamp;

    /// <summary>A card that was posted.</summary>
    /// <param name="question">The question's id.</param>
    /// <param name="channel">Where it is.</param>
    internal sealed class CardSeen(string question, string channel)
    {
        private long updated;

        internal string Question => question;

        internal string Channel => channel;

        /// <summary>The first update of it, by <see cref="Stopwatch.GetTimestamp"/>; 0 where there was none.</summary>
        internal long UpdatedAt => Interlocked.Read(ref updated);

        internal void Updated() => Interlocked.CompareExchange(ref updated, Stopwatch.GetTimestamp(), 0);
    }

    internal IReadOnlyCollection<CardSeen> Cards => [.. cards.Values];

    internal int Count => cards.Count;

    internal async Task AnswerAsync(HttpContext http, string path)
    {
        var answer = path[Below.Length..] switch
        {
            var late when late.StartsWith(Told, StringComparison.Ordinal) => Tell(
                late[Told.Length..],
                await ReadAsync(http)
            ),
            "auth.test" => WhoAmI(),
            "users.info" => Somebody(),
            "chat.postMessage" => Post(await ReadAsync(http)),
            "chat.update" => Update(await ReadAsync(http)),
            _ => """{"ok":true}""",
        };
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer, http.RequestAborted);
    }

    /// <summary>Completes with the answer to a command that took long.</summary>
    internal Task<string> ToldAsync(string name) => Late(name).Task;

    internal void Forget()
    {
        cards.Clear();
        byTs.Clear();
    }

    private static async Task<JsonElement> ReadAsync(HttpContext http) =>
        await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, cancellationToken: http.RequestAborted);

    private static string WhoAmI() =>
        $$"""{"ok":true,"team":"bench","team_id":"{{Names.TeamId}}","bot_id":"{{Names.BotId}}","app_id":"{{Names.AppId}}"}""";

    /// <summary>Everybody is a full member.</summary>
    private static string Somebody() => $$$"""{"ok":true,"user":{"team_id":"{{{Names.TeamId}}}"}}""";

    private TaskCompletionSource<string> Late(string name) =>
        told.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private string Tell(string name, JsonElement answer)
    {
        Late(name).TrySetResult(answer.GetRawText());
        return """{"ok":true}""";
    }

    private string Post(JsonElement message)
    {
        var channel = message.GetProperty("channel").GetString()!;
        var ts = string.Create(CultureInfo.InvariantCulture, $"1700000000.{Interlocked.Increment(ref stamp):D6}");
        // What is said in a card's thread names its question, too.
        if (message.TryGetProperty("metadata", out var metadata) && !message.TryGetProperty("thread_ts", out _))
        {
            var question = metadata.GetProperty("event_payload").GetProperty("escalation_id").GetString()!;
            var seen = new CardSeen(question, channel);
            cards[question] = seen;
            byTs[ts] = seen;
        }

        return $$"""{"ok":true,"channel":"{{channel}}","ts":"{{ts}}"}""";
    }

    private string Update(JsonElement message)
    {
        var ts = message.GetProperty("ts").GetString()!;
        if (byTs.TryGetValue(ts, out var seen))
            seen.Updated();
        return $$"""{"ok":true,"channel":"{{message.GetProperty("channel").GetString()}}","ts":"{{ts}}"}""";
    }
}
