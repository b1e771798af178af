using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using OpsBot.Sandbox.Delivery;

namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>Where the bot connects: ticket, hello, and then envelopes until one side has had enough.</summary>
internal sealed class SocketDoor(
    PretendSlackOptions options,
    Tickets tickets,
    Links links,
    Envelopes envelopes,
    LinkEnds ends
)
{
    /// <summary>Puts the connection on a wire that can be silenced, before it becomes a WebSocket.</summary>
    internal static Task WireAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { } server)
            context.Features.Set<IHttpUpgradeFeature>(new WireStream.Upgrade(server));
        return next(context);
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (!tickets.Use(context.Request.Query["ticket"].ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext
            {
                KeepAliveInterval = options.Socket.PingEvery,
                KeepAliveTimeout = options.Socket.PingEvery,
            }
        );
        var wire = ((WireStream.Upgrade)context.Features.GetRequiredFeature<IHttpUpgradeFeature>()).Wire!;
        using var link = new Link(socket, wire, options.Socket, context.Abort);
        var lifetime =
            context.Request.Query["debug_reconnects"] == "true" ? SocketOptions.DebugLifetime : options.Socket.Lifetime;
        await ServeAsync(link, lifetime, context.RequestAborted);
    }

    private async Task ServeAsync(Link link, TimeSpan lifetime, CancellationToken aborted)
    {
        await using var alarms = ends.Watch(link, lifetime);
        using var stopping = ends.OnStopping(link.Break);
        if (await WelcomeAsync(link, lifetime, aborted))
            await link.ReadAsync(said => envelopes.Hear(link, said), aborted);
        links.Remove(link);
        // The socket above a silent wire gives up in the end; the connection itself stands until the bot leaves it.
        if (link.IsSilent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WelcomeAsync(Link link, TimeSpan lifetime, CancellationToken stop)
    {
        if (!options.Socket.IsOn)
        {
            await link.DisconnectAsync("link_disabled", stop);
            await link.CloseAsync(stop);
            return false;
        }

        if (links.Add(link) is not { } count)
        {
            await link.DisconnectAsync("too_many_websockets", stop);
            await link.CloseAsync(stop);
            return false;
        }

        return await link.SendAsync(Hello(count, lifetime), stop);
    }

    private JsonObject Hello(int count, TimeSpan lifetime) =>
        new()
        {
            ["type"] = "hello",
            ["num_connections"] = count,
            ["debug_info"] = new JsonObject
            {
                ["host"] = "pretend-slack",
                ["build_number"] = 10,
                ["approximate_connection_time"] = (int)lifetime.TotalSeconds,
            },
            ["connection_info"] = new JsonObject { ["app_id"] = options.AppId },
        };
}

/// <summary>What ends a connection from Slack's side: its age, and the end of the sandbox.</summary>
internal sealed class LinkEnds(TimeProvider clock, IHostApplicationLifetime host)
{
    /// <summary>Between the warning and the request to go, and again until the connection is closed.</summary>
    internal static TimeSpan Notice { get; } = TimeSpan.FromSeconds(10);

    internal IAsyncDisposable Watch(Link link, TimeSpan lifetime)
    {
        var alarms = new Alarms(clock);
        alarms.After(lifetime - Notice, () => _ = link.DisconnectAsync("warning", host.ApplicationStopping));
        alarms.After(lifetime, () => _ = link.DisconnectAsync("refresh_requested", host.ApplicationStopping));
        alarms.After(lifetime + Notice, () => _ = link.CloseAsync(host.ApplicationStopping));
        return alarms;
    }

    internal IDisposable OnStopping(Action act) => host.ApplicationStopping.Register(act);
}
