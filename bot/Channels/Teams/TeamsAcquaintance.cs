namespace OpsBot.Bot.Channels.Teams;

/// <summary>Somebody the bot has heard of.</summary>
/// <param name="Account">What this bot alone knows them by: <c>29:…</c>.</param>
internal sealed record TeamsAcquaintance(string Account)
{
    /// <summary>The conversation with them alone, where there is one.</summary>
    public string? Chat { get; init; }
}
