using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>One connection of the bot's. Sends go one at a time; text frames only.</summary>
internal sealed class Link(WebSocket socket, WireStream wire, SocketOptions options, Action abort) : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly SemaphoreSlim sending = new(1);

    /// <summary>It was asked to go: it gets nothing more while there is another.</summary>
    internal bool IsLeaving { get; private set; }

    internal bool IsSilent => wire.IsSilent;

    /// <returns>Whether it was sent; never whether it arrived.</returns>
    internal async Task<bool> SendAsync(JsonObject message, CancellationToken stop)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message);
        var size = options.FrameBytes ?? bytes.Length;
        try
        {
            await sending.WaitAsync(stop);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        try
        {
            for (var from = 0; from < bytes.Length; from += size)
            {
                var part = bytes.AsMemory(from, Math.Min(size, bytes.Length - from));
                await socket.SendAsync(part, WebSocketMessageType.Text, from + size >= bytes.Length, stop);
            }

            return true;
        }
        catch (Exception broken) when (IsBreak(broken))
        {
            return false;
        }
        finally
        {
            sending.Release();
        }
    }

    internal Task<bool> DisconnectAsync(string reason, CancellationToken stop)
    {
        IsLeaving |= reason != "warning";
        return SendAsync(
            new()
            {
                ["type"] = "disconnect",
                ["reason"] = reason,
                ["debug_info"] = new JsonObject { ["host"] = "pretend-slack" },
            },
            stop
        );
    }

    /// <summary>Reads until the connection ends, and says every text message that is a JSON object.</summary>
    internal async Task ReadAsync(Action<JsonElement> hear, CancellationToken stop)
    {
        var buffer = new byte[BufferBytes];
        using var whole = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), stop);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
                    return;
                }

                await whole.WriteAsync(buffer.AsMemory(0, part.Count), stop);
                if (!part.EndOfMessage)
                    continue;
                if (
                    part.MessageType == WebSocketMessageType.Text
                    && Json.Parse(System.Text.Encoding.UTF8.GetString(whole.ToArray()))
                        is { ValueKind: JsonValueKind.Object } said
                )
                    hear(said);
                whole.SetLength(0);
            }
        }
        catch (Exception broken) when (IsBreak(broken))
        {
            // Broken off, by either side: the bot comes back by itself.
        }
    }

    internal async Task CloseAsync(CancellationToken stop)
    {
        IsLeaving = true;
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
        }
        catch (Exception broken) when (IsBreak(broken))
        {
            // It is closed, if not nicely.
        }
    }

    internal void GoSilent() => wire.GoSilent();

    /// <summary>Breaks the connection off without a word.</summary>
    internal void Break()
    {
        IsLeaving = true;
        abort();
    }

    public void Dispose() => sending.Dispose();

    private static bool IsBreak(Exception problem) =>
        problem
            is WebSocketException
                or IOException
                or OperationCanceledException
                or ObjectDisposedException
                or InvalidOperationException;
}
