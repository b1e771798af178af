using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>
/// A Slack that does to a socket whatever a test wants, also what no well-behaved server does: pieces of messages, silence,
/// nonsense. It writes down every breach of protocol by the bot.
/// </summary>
internal sealed class StrictSlack : IAsyncDisposable
{
    internal const string Token = "xapp-strict";
    internal const string App = "A0OPSBOT";
    private readonly WebApplication server;
    private readonly Channel<StrictSocket> opened = Channel.CreateUnbounded<StrictSocket>();
    private readonly ConcurrentDictionary<string, bool> tickets = [];

    private StrictSlack(WebApplication server) => this.server = server;

    internal ConcurrentQueue<string> Breaches { get; } = [];

    /// <summary>Answers to apps.connections.open instead of a ticket, in this order; the seconds are a Retry-After.</summary>
    internal ConcurrentQueue<(int Status, string Body, int? Seconds)> Refusals { get; } = [];

    /// <summary>Ephemeral messages that the bot sent.</summary>
    internal Channel<JsonElement> Told { get; } = System.Threading.Channels.Channel.CreateUnbounded<JsonElement>();

    /// <summary>How often the bot asked for an address.</summary>
    internal int Asked => asked;

    private int asked;

    /// <summary>Whether a new socket says hello at once.</summary>
    internal bool SaysHello { get; set; } = true;

    internal string HelloApp { get; set; } = App;

    internal Uri Api => new(new Uri(server.Urls.First()), "api/");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static async Task<StrictSlack> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var app = builder.Build();
        var slack = new StrictSlack(app);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.MapPost("/api/{method}", slack.AnswerAsync);
        app.Map("/link", slack.LinkAsync);
        await app.StartAsync(Stop);
        return slack;
    }

    /// <summary>The next socket that the bot opened.</summary>
    internal async Task<StrictSocket> NextAsync() =>
        await opened.Reader.ReadAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop);

    internal bool HasMore => opened.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        while (opened.Reader.TryRead(out var left))
            left.End();
        await server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, string method)
    {
        var (status, body, seconds) = method switch
        {
            "auth.test" => (
                200,
                $$"""{"ok":true,"team":"shop","team_id":"T0SHOP","bot_id":"B0OPSBOT","user_id":"U0OPSBOT","app_id":"{{App}}"}""",
                null
            ),
            "users.info" => (200, """{"ok":true,"user":{"id":"U0OPS","team_id":"T0SHOP"}}""", null),
            "apps.connections.open" => await OpenAsync(context.Request),
            "chat.postEphemeral" => await TellAsync(context.Request),
            _ => (200, """{"ok":false,"error":"unknown_method"}""", null),
        };
        context.Response.StatusCode = status;
        if (seconds is { } wait)
            context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(body, Stop);
    }

    private async Task<(int, string, int?)> OpenAsync(HttpRequest request)
    {
        Interlocked.Increment(ref asked);
        if (request.Headers.Authorization != $"Bearer {Token}")
            Breaches.Enqueue("apps.connections.open without the app token in its header");
        using var reader = new StreamReader(request.Body);
        if ((await reader.ReadToEndAsync(Stop)).Contains("token", StringComparison.Ordinal))
            Breaches.Enqueue("a token in the body");
        if (Refusals.TryDequeue(out var refusal))
            return refusal;
        var ticket = $"secret-ticket-{asked}";
        tickets[ticket] = true;
        return (200, $$"""{"ok":true,"url":"ws://{{request.Host}}/link?ticket={{ticket}}&app_id={{App}}"}""", null);
    }

    private async Task<(int, string, int?)> TellAsync(HttpRequest request)
    {
        var told = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: Stop);
        Told.Writer.TryWrite(told);
        return (200, """{"ok":true}""", null);
    }

    private async Task LinkAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !tickets.TryRemove(context.Request.Query["ticket"]!, out _))
        {
            Breaches.Enqueue("a socket without a ticket, or with a used one");
            context.Response.StatusCode = 403;
            return;
        }

        using var web = await context.WebSockets.AcceptWebSocketAsync();
        var socket = new StrictSocket(web, Breaches);
        if (SaysHello)
            await socket.HelloAsync(HelloApp);
        opened.Writer.TryWrite(socket);
        await socket.Ended;
        web.Abort();
    }
}
