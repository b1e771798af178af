using System.Net.WebSockets;
using System.Text;

namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>Puts whole messages together from a socket's frames.</summary>
internal static class SlackFrames
{
    /// <summary>The same as over HTTP: four times the largest form there can be.</summary>
    internal const int MostBytes = Http.RawBody.MaxBytes;

    private const int Buffer = 16 * 1024;

    /// <summary>The next message; nothing where the far side closes.</summary>
    /// <exception cref="WebSocketException">The socket broke, or its far side fell silent.</exception>
    internal static async Task<SlackFrame?> ReadAsync(WebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[Buffer];
        using var whole = new MemoryStream();
        var isTooLarge = false;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            if (part.MessageType is WebSocketMessageType.Close)
                return null;
            isTooLarge |= whole.Length + part.Count > MostBytes;
            if (!isTooLarge)
                await whole.WriteAsync(buffer.AsMemory(0, part.Count), cancel);
            if (!part.EndOfMessage)
                continue;
            return isTooLarge || part.MessageType is not WebSocketMessageType.Text
                ? new SlackFrame(null)
                : new SlackFrame(Encoding.UTF8.GetString(whole.GetBuffer().AsSpan(0, (int)whole.Length)));
        }
    }
}

/// <summary>A message from a socket.</summary>
/// <param name="Text">What it says; nothing where it is too large or no text.</param>
internal sealed record SlackFrame(string? Text);
