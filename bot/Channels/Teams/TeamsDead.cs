namespace OpsBot.Bot.Channels.Teams;

/// <summary>Channels and chats that took nothing any more, so that somebody is told of each, once, also after a restart.</summary>
internal sealed class TeamsDead(IChatMemory memory, TimeProvider clock)
{
    /// <summary>These stand apart from where the bot may speak: they outlast it.</summary>
    internal const string Chat = "teams dead";

    /// <summary>A place took nothing. Chats with one person alone are not told of: no cards go there.</summary>
    internal async Task AddAsync(string place, string why, CancellationToken cancel)
    {
        if (
            !place.StartsWith("19:", StringComparison.Ordinal)
            || await memory.FindAsync(Chat, place, cancel) is not null
        )
            return;
        await KeepAsync(place, new TeamsDeath(why, clock.GetUtcNow()), cancel);
    }

    /// <summary>All of them, by place.</summary>
    internal async Task<IReadOnlyDictionary<string, TeamsDeath>> AllAsync(CancellationToken cancel) =>
        (await memory.AllAsync(Chat, cancel)).ToDictionary(
            note => note.Key,
            note => TeamsNotes.Read<TeamsDeath>(note.Value)!,
            StringComparer.Ordinal
        );

    /// <summary>Somebody was told.</summary>
    internal Task ToldAsync(string place, TeamsDeath death, CancellationToken cancel) =>
        KeepAsync(place, death with { IsTold = true }, cancel);

    /// <summary>It takes things again, or nobody wants it to.</summary>
    internal Task ForgetAsync(string place, CancellationToken cancel) => memory.ForgetAsync(Chat, place, cancel);

    private Task KeepAsync(string place, TeamsDeath death, CancellationToken cancel) =>
        memory.KeepAsync(Chat, place, TeamsNotes.Write(death), cancel);
}

/// <summary>Why a place takes nothing.</summary>
/// <param name="Why">As Teams told it.</param>
/// <param name="At">Since when.</param>
internal sealed record TeamsDeath(string Why, DateTimeOffset At)
{
    /// <summary>Somebody knows.</summary>
    public bool IsTold { get; init; }
}
