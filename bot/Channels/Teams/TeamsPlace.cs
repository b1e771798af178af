using System.Text.Json;
using System.Text.Json.Serialization;

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

/// <summary>Somebody the bot has heard of.</summary>
/// <param name="Account">What this bot alone knows them by: <c>29:…</c>.</param>
internal sealed record TeamsAcquaintance(string Account)
{
    /// <summary>The conversation with them alone, where there is one.</summary>
    public string? Chat { get; init; }
}

/// <summary>A team the bot's app was added to.</summary>
/// <param name="Id">The team's id, which is also its General channel's.</param>
internal sealed record TeamsTeam(string Id)
{
    /// <summary>As it is called; untrusted text.</summary>
    public string Name { get; init; } = "";

    /// <summary>The channel that was chosen when the app was added.</summary>
    public string? Channel { get; init; }
}

/// <summary>Writes down what is remembered.</summary>
internal static class TeamsNotes
{
    private static readonly JsonSerializerOptions Brief = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static string Write<T>(T note) => JsonSerializer.Serialize(note, Brief);

    internal static T? Read<T>(string? kept)
        where T : class => kept is null ? null : JsonSerializer.Deserialize<T>(kept, Brief);
}
