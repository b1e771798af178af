using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Tests.Sandbox.Slack.Sockets;

/// <summary>A bot's connection in Socket Mode, over a real WebSocket.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();

    /// <summary>How many frames the message that was read last came in, as far as the reader can tell.</summary>
    internal int Parts { get; private set; }

    internal WebSocketState State => socket.State;

    /// <summary>Opens a connection and reads the hello.</summary>
    internal static async Task<(SocketClient Client, JsonElement Hello)> OpenAsync(
        SlackRoom room,
        string more = "",
        Action<ClientWebSocketOptions>? set = null
    )
    {
        var client = await ConnectAsync(await UrlAsync(room) + more, set);
        return (client, await client.ReadAsync());
    }

    internal static async Task<SocketClient> ConnectAsync(string url, Action<ClientWebSocketOptions>? set = null)
    {
        var client = new SocketClient();
        set?.Invoke(client.socket.Options);
        await client.socket.ConnectAsync(new Uri(url), SlackRoom.Stop);
        return client;
    }

    internal static async Task<string> UrlAsync(SlackRoom room)
    {
        var reply = await AskAsync(room, "Bearer " + room.Options.Socket.AppToken);
        reply.Error.ShouldBeNull();
        return reply.Body.GetProperty("url").GetString()!;
    }

    internal static Task<ApiReply> AskAsync(SlackRoom room, string? authorization, object? body = null) =>
        room.SendAsync("apps.connections.open", JsonContent.Create(body ?? new { }), authorization);

    /// <summary>The next message; an undefined element once the connection is closed.</summary>
    internal async Task<JsonElement> ReadAsync()
    {
        var buffer = new byte[1024 * 1024];
        using var whole = new MemoryStream();
        Parts = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), SlackRoom.Stop);
            Parts++;
            if (part.MessageType == WebSocketMessageType.Close)
                return default;
            await whole.WriteAsync(buffer.AsMemory(0, part.Count), SlackRoom.Stop);
            if (part.EndOfMessage)
                return JsonSerializer.Deserialize<JsonElement>(whole.ToArray());
        }
    }

    internal Task AckAsync(JsonElement envelope, object? payload = null) =>
        SayAsync(
            payload is null
                ? new { envelope_id = envelope.Text("envelope_id") }
                : new { envelope_id = envelope.Text("envelope_id"), payload }
        );

    internal async Task SayAsync(object said) =>
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(JsonSerializer.Serialize(said)),
            WebSocketMessageType.Text,
            endOfMessage: true,
            SlackRoom.Stop
        );

    internal Task CloseAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, SlackRoom.Stop);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
