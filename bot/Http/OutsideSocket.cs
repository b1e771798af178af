using System.Net.WebSockets;

namespace OpsBot.Bot.Http;

/// <summary>Opens WebSockets to systems outside. Their addresses hold tickets, so no failure names one.</summary>
internal static class OutsideSocket
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Opens one.</summary>
    /// <param name="system">The system.</param>
    /// <param name="address">Where; wss, or ws on this machine.</param>
    /// <param name="alive">How a far side that fell silent is noticed.</param>
    /// <param name="clock">Counts the patience.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">It cannot be opened.</exception>
    internal static async Task<WebSocket> OpenAsync(
        string system,
        Uri address,
        SocketPulse alive,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = alive.Every;
        socket.Options.KeepAliveTimeout = alive.Within;
        socket.Options.CollectHttpResponseDetails = true;
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            return socket;
        }
        catch (Exception error)
            when (error is WebSocketException || (error is OperationCanceledException && late.IsCancellationRequested))
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw Failed(
                system,
                status > 0 ? $"answered {status} instead of opening a socket" : "its socket cannot be opened"
            );
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A socket that opened and was of no use: another may be.</summary>
    internal static OutsideException Failed(string system, string why) => new(FailureKind.Safe, system, why);

    /// <summary>No socket will be of use until somebody mends something.</summary>
    internal static OutsideException Unfit(string system, string why) => new(FailureKind.Broken, system, why);
}

/// <summary>How a far side that fell silent is noticed.</summary>
/// <param name="Every">How often it is asked for a sign of life; by the machine's own timer.</param>
/// <param name="Within">How long it may take.</param>
internal sealed record SocketPulse(TimeSpan Every, TimeSpan Within);
