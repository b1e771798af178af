namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>Socket Mode as the app's settings have it, and how its server behaves. Source: docs.slack.dev/apis/events-api/using-socket-mode.</summary>
internal sealed class SocketOptions
{
    /// <summary>While it is on, nothing is delivered over HTTP.</summary>
    internal bool IsOn { get; set; }

    internal string AppToken { get; set; } = "xapp-1-A0OPSBOT-sandbox";

    /// <summary>What the app-level token may do; <c>apps.connections.open</c> needs <c>connections:write</c>.</summary>
    internal ISet<string> Scopes { get; } = new SortedSet<string>(StringComparer.Ordinal) { "connections:write" };

    /// <summary>Connections at the same time; each payload goes to one of them.</summary>
    internal int MaxLinks { get; set; } = 10;

    /// <summary>How long a URL may lie before somebody connects to it.</summary>
    internal TimeSpan TicketLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After this a connection is asked to make room for a new one.</summary>
    internal TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The lifetime of a connection whose URL says <c>debug_reconnects=true</c>.</summary>
    internal static TimeSpan DebugLifetime { get; } = TimeSpan.FromSeconds(360);

    /// <summary>Between two pings of the server, and how long it waits for a pong; by the machine's own clock.</summary>
    internal TimeSpan PingEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>At most this many bytes in one WebSocket frame; null sends every message whole.</summary>
    internal int? FrameBytes { get; set; }

    /// <summary>Makes every envelope at least this long, with a field nobody knows.</summary>
    internal int PadTo { get; set; }

    /// <summary>Whether an envelope sent again keeps its id. Nobody says what Slack does; a bot must bear both.</summary>
    internal bool KeepsEnvelopeId { get; set; }
}
