using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, int> effects = new(StringComparer.Ordinal);
    private long calls;

    private FarSide(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        host = builder.Build();
        host.Run(AnswerAsync);
    }

    /// <summary>Slack, as far as cards need it.</summary>
    internal FarSlack Slack { get; } = new();

    /// <summary>Writes carried out: those whose key was new.</summary>
    internal int Writes => byKey.Count;

    /// <summary>Calls to write, repeated ones included.</summary>
    internal long Calls => Interlocked.Read(ref calls);

    /// <summary>Writes carried out more than once under different keys: there must be none.</summary>
    internal int Doubled => effects.Values.Count(times => times > 1);

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

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/bench-", StringComparison.Ordinal))
            return HttpMethods.IsPost(http.Request.Method) ? WriteAsync(http, path) : ReadAsync(http);
        if (path.StartsWith("/slack/api/", StringComparison.Ordinal))
            return Slack.AnswerAsync(http, path);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task WriteAsync(HttpContext http, string path)
    {
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        Interlocked.Increment(ref calls);
        var key = http.Request.Headers[BenchWriteActor.KeyHeader].ToString();
        var receipt = "w" + key;
        if (byKey.TryAdd(key, receipt))
            effects.AddOrUpdate(path, 1, static (_, times) => times + 1);
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
}
