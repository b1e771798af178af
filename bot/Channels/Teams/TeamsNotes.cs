using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsBot.Bot.Channels.Teams;

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
