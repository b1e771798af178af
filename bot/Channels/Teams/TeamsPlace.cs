namespace OpsBot.Bot.Channels.Teams;

/// <summary>A conversation the bot may speak in.</summary>
/// <param name="Id">Its id, without a thread: in a channel the channel's.</param>
/// <param name="Service">Where it is answered; every activity says so anew.</param>
internal sealed record TeamsPlace(string Id, string Service)
{
    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>The team a channel is in.</summary>
    public string? Team { get; init; }

    /// <summary>When it was last heard of, as Teams says: what is older changes nothing.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>Why nothing can be said there, as Teams told it.</summary>
    public string? Closed { get; init; }

    /// <summary>When Teams told it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
