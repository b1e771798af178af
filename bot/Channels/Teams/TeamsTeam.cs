namespace OpsBot.Bot.Channels.Teams;

/// <summary>A team the bot's app was added to.</summary>
/// <param name="Id">The team's id, which is also its General channel's.</param>
internal sealed record TeamsTeam(string Id)
{
    /// <summary>As it is called; untrusted text.</summary>
    public string Name { get; init; } = "";

    /// <summary>The channel that was chosen when the app was added.</summary>
    public string? Channel { get; init; }
}
