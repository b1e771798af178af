using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>A call of the Bot Connector.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the service's address.</param>
/// <param name="Safety">What it would mean to send it twice.</param>
internal sealed record TeamsCall(HttpMethod Method, string Path, Safety Safety)
{
    /// <summary>The conversation whose turn it takes; nothing for what only reads.</summary>
    internal string? Turn { get; init; }

    /// <summary>It finds out whether Teams takes anything of the bot again.</summary>
    internal bool IsProbe { get; init; }
}
