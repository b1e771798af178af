using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsBot.Tests.Sandbox.Delivery;

/// <summary>A door for webhooks on a free port of this machine: keeps what comes, answers as told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> all = new();

    private Receiver(WebApplication app) => this.app = app;

    internal Uri Url { get; private set; } = null!;

    internal IReadOnlyList<Received> All => [.. all];

    /// <summary>The status to answer, given how many posts came before.</summary>
    internal Func<int, int> Answer { get; set; } = _ => 200;

    internal static async Task<Receiver> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.MapPost("/hook", (Delegate)receiver.TakeAsync);
        await receiver.app.StartAsync();
        receiver.Url = new Uri(receiver.app.Urls.First() + "/hook");
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var before = all.Count;
        all.Enqueue(new Received(headers, copy.ToArray()));
        return Results.StatusCode(Answer(before));
    }
}

internal sealed record Received(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    internal string Text => Encoding.UTF8.GetString(Body);
}
