using System.Security.Cryptography;

namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>The tickets in the URLs that <c>apps.connections.open</c> gives out: good once, and not for long.</summary>
internal sealed class Tickets(PretendSlackOptions options, TimeProvider clock, OwnAddress address)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> issued = new(StringComparer.Ordinal);

    /// <summary>A new address to connect to.</summary>
    internal string Url()
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
            issued[ticket] = clock.GetUtcNow();
        var http = new UriBuilder(address.Of("link"));
        http.Scheme = http.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        http.Query = $"ticket={ticket}&app_id={options.AppId}";
        return http.Uri.ToString();
    }

    /// <summary>Uses it up.</summary>
    /// <returns>Whether it was good.</returns>
    internal bool Use(string ticket)
    {
        lock (gate)
        {
            return issued.Remove(ticket, out var at) && clock.GetUtcNow() - at <= options.Socket.TicketLifetime;
        }
    }
}
