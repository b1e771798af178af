using System.Collections.Concurrent;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsBot.Tests.Bot.Http;

/// <summary>
/// A system outside on a free port of this machine that gives the answers it was told to, in order, and keeps what it was
/// asked. What it was not told about is answered 418, and fails the test.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();
    private readonly ConcurrentQueue<Asked> asked = new();

    private ScriptedServer(WebApplication app) => this.app = app;

    internal Uri Url { get; private set; } = null!;

    internal IReadOnlyList<Asked> Asked => [.. asked];

    internal static async Task<ScriptedServer> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ScriptedServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        server.Url = new Uri(server.app.Urls.First());
        return server;
    }

    internal ScriptedServer Then(int status, string body = "", params (string Name, string Value)[] headers) =>
        Then(async context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            if (body.Length == 0)
                return;
            context.Response.ContentType = MediaTypeNames.Application.Json;
            await context.Response.WriteAsync(body);
        });

    /// <summary>Takes the request and hangs up.</summary>
    internal ScriptedServer ThenHangUp() =>
        Then(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

    internal ScriptedServer Then(Func<HttpContext, Task> answer)
    {
        script.Enqueue(answer);
        return this;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        asked.Enqueue(new Asked(context.Request.Path, headers, await reader.ReadToEndAsync()));
        if (script.TryDequeue(out var answer))
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }
}

internal sealed record Asked(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    internal JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    internal JsonElement Variables => Json.GetProperty("variables");
}
