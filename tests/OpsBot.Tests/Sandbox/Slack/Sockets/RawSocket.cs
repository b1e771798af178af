using System.Net.Sockets;
using System.Text;

namespace OpsBot.Tests.Sandbox.Slack.Sockets;

/// <summary>A WebSocket seen frame by frame: the client of .NET hides pings.</summary>
internal sealed class RawSocket(TcpClient tcp) : IAsyncDisposable
{
    internal static async Task<RawSocket> OpenAsync(string url)
    {
        var address = new Uri(url);
        var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, SlackRoom.Stop);
        var asks =
            $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(asks), SlackRoom.Stop);
        var raw = new RawSocket(tcp);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)await raw.ByteAsync());
        head.ToString().ShouldStartWith("HTTP/1.1 101");
        return raw;
    }

    /// <summary>Reads one frame. 1: text, 0: more of it, 8: close, 9: ping.</summary>
    internal async Task<int> OpcodeAsync()
    {
        var opcode = await ByteAsync() & 0x0f;
        int length = await ByteAsync();
        if (length == 126)
            length = (await ByteAsync() << 8) | await ByteAsync();
        for (var read = 0; read < length; read++)
            await ByteAsync();
        return opcode;
    }

    public ValueTask DisposeAsync()
    {
        tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<byte> ByteAsync()
    {
        var one = new byte[1];
        await tcp.GetStream().ReadExactlyAsync(one, SlackRoom.Stop);
        return one[0];
    }
}
