using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Slack;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>Slack's end of one socket.</summary>
internal sealed class StrictSocket(WebSocket socket, ConcurrentQueue<string> breaches)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, (bool Accepts, TaskCompletionSource<JsonElement> Ack)> sent = [];
    private readonly TaskCompletionSource<WebSocketCloseStatus?> closed = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int count;

    internal Task Ended => ended.Task;

    /// <summary>How the bot closed it.</summary>
    internal Task<WebSocketCloseStatus?> ClosedAsync() => closed.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);

    internal bool IsClosed => closed.Task.IsCompleted;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The server goes, without a word.</summary>
    internal void End() => ended.TrySetResult();

    internal Task HelloAsync(string app) =>
        SayAsync(
            $$$"""{"type":"hello","num_connections":1,"connection_info":{"app_id":"{{{app}}}"},"debug_info":{"approximate_connection_time":3600}}"""
        );

    internal Task DisconnectAsync(string reason) =>
        SayAsync($$$"""{"type":"disconnect","reason":"{{{reason}}}","debug_info":{"host":"wss-111.slack.com"}}""");

    /// <summary>Begins to hear what the bot says; a server that does not hear answers no pings either.</summary>
    internal StrictSocket Listening()
    {
        _ = ListenAsync();
        return this;
    }

    /// <summary>Says something, in so many pieces.</summary>
    internal async Task SayAsync(string text, int pieces = 1, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var size = (bytes.Length / pieces) + 1;
        for (var at = 0; at < bytes.Length; at += size)
        {
            var part = bytes.AsMemory(at, Math.Min(size, bytes.Length - at));
            await socket.SendAsync(part, type, at + size >= bytes.Length, Stop);
        }
    }

    /// <summary>Sends an envelope and gives its acknowledgement, once it comes.</summary>
    internal async Task<Task<JsonElement>> SendAsync(
        string type,
        JsonNode payload,
        bool accepts = false,
        int pieces = 1
    )
    {
        var id = $"envelope-{Interlocked.Increment(ref count)}";
        var ack = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        sent[id] = (accepts, ack);
        var envelope = new JsonObject
        {
            ["envelope_id"] = id,
            ["type"] = type,
            ["payload"] = payload.DeepClone(),
            ["accepts_response_payload"] = accepts,
        };
        await SayAsync(envelope.ToJsonString(), pieces);
        return ack.Task;
    }

    /// <summary>Sends an envelope and waits for its acknowledgement.</summary>
    internal async Task<JsonElement> AckAsync(string type, JsonNode payload, bool accepts = false, int pieces = 1) =>
        await (await SendAsync(type, payload, accepts, pieces)).WaitAsync(TimeSpan.FromSeconds(20), Stop);

    private async Task ListenAsync()
    {
        try
        {
            while (await SlackFramesOf(socket) is { } text)
                Hear(text);
            closed.TrySetResult(socket.CloseStatus);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Stop);
        }
        catch (Exception)
        {
            closed.TrySetResult(null);
        }

        End();
    }

    private void Hear(string text)
    {
        if (SlackJson.Object(text) is not { } ack || ack.Text("envelope_id") is not { } id)
        {
            breaches.Enqueue($"not an acknowledgement: {text}");
            return;
        }

        if (!sent.TryGetValue(id, out var known))
            breaches.Enqueue($"acknowledged what this socket did not bring: {id}");
        else if (ack.TryGetProperty("payload", out _) && !known.Accepts)
            breaches.Enqueue($"answered what takes no answer: {id}");
        else if (!known.Ack.TrySetResult(ack))
            breaches.Enqueue($"acknowledged twice: {id}");
    }

    private static async Task<string?> SlackFramesOf(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), Stop);
            if (part.MessageType is WebSocketMessageType.Close)
                return null;
            await whole.WriteAsync(buffer.AsMemory(0, part.Count), Stop);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(whole.ToArray());
        }
    }
}
