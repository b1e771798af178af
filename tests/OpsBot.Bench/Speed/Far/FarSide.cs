using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsBot.Bench.Speed.Engine;

namespace OpsBot.Bench.Speed.Far;

/// <summary>
/// The systems outside: three that take writes, honour their keys and count, and as much of Slack as a card needs. It has no
/// limits of its own, so that what is measured is the bot.
/// </summary>
internal sealed class FarSide : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly ConcurrentDictionary<string, string> byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Effect> effects = new(StringComparer.Ordinal);
    private long calls;
    private long lastCall;

    private FarSide(Uri address)
    {
        Teams = new FarTeams(address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        host = builder.Build();
        host.Run(AnswerAsync);
    }

    /// <summary>Slack, as far as cards need it.</summary>
    internal FarSlack Slack { get; } = new();

    /// <summary>Teams, as far as cards need it.</summary>
    internal FarTeams Teams { get; }

    /// <summary>Writes carried out: those whose key was new.</summary>
    internal int Writes => byKey.Count;

    /// <summary>Calls to write, repeated ones included.</summary>
    internal long Calls => Interlocked.Read(ref calls);

    /// <summary>Writes carried out more than once under different keys: there must be none.</summary>
    internal int Doubled => effects.Values.Count(effect => effect.Times > 1);

    /// <summary>When the last call to write came, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    internal long LastCallAt => Interlocked.Read(ref lastCall);

    internal static async Task<FarSide> StartAsync(Uri address)
    {
        var far = new FarSide(address);
        await far.host.StartAsync();
        return far;
    }

    /// <summary>Begins to count anew.</summary>
    internal void Forget()
    {
        byKey.Clear();
        effects.Clear();
        Interlocked.Exchange(ref calls, 0);
    }

    /// <summary>Whether each of three writes was carried out for an order.</summary>
    internal int WritesOf(string order) => BenchWrite.Places.Count(place => effects.ContainsKey($"/{place}/{order}"));

    /// <summary>When the first of them came.</summary>
    /// <exception cref="KeyNotFoundException">None did.</exception>
    internal DateTimeOffset FirstWriteAt(string order) => effects[$"/{BenchWrite.Places[0]}/{order}"].At;

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Teams.Dispose();
    }

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/bench-", StringComparison.Ordinal))
            return HttpMethods.IsPost(http.Request.Method) ? WriteAsync(http, path) : ReadAsync(http);
        if (path.StartsWith("/slack/api/", StringComparison.Ordinal))
            return Slack.AnswerAsync(http, path);
        if (path.StartsWith(FarTeams.Below, StringComparison.Ordinal))
            return Teams.AnswerAsync(http, path);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task WriteAsync(HttpContext http, string path)
    {
        var now = TimeProvider.System.GetUtcNow();
        Interlocked.Exchange(ref lastCall, Stopwatch.GetTimestamp());
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        Interlocked.Increment(ref calls);
        var key = http.Request.Headers[BenchWriteActor.KeyHeader].ToString();
        var receipt = "w" + key;
        if (byKey.TryAdd(key, receipt))
            effects.AddOrUpdate(
                path,
                static (_, now) => new Effect(1, now),
                static (_, effect, _) => effect with { Times = effect.Times + 1 },
                now
            );
        await SayAsync(http, receipt);
    }

    private Task ReadAsync(HttpContext http)
    {
        if (byKey.TryGetValue(http.Request.Headers[BenchWriteActor.KeyHeader].ToString(), out var receipt))
            return SayAsync(http, receipt);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task SayAsync(HttpContext http, string receipt)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync($$"""{"id":"{{receipt}}","status":"done"}""", http.RequestAborted);
    }

    /// <summary>A write that was carried out.</summary>
    /// <param name="Times">How often: there must be one.</param>
    /// <param name="At">When the first came.</param>
    private sealed record Effect(int Times, DateTimeOffset At);
}
