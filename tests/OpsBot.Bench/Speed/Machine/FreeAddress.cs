using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace OpsBot.Bench.Speed.Machine;

/// <summary>Finds addresses of this machine that nobody listens on.</summary>
internal static class FreeAddress
{
    /// <summary>Below the ports that outgoing calls take: the bot's is free for a moment whenever it is killed.</summary>
    private const int From = 15_000;

    private const int Below = 30_000;

    internal static Uri Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(From, Below);
            if (IsFree(port))
                return new Uri($"http://127.0.0.1:{port}/");
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
