using System.Text.Json;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>Somebody or some bot in Teams.</summary>
/// <param name="Raw">As the connector tells it.</param>
internal sealed record TeamsAccount(JsonElement Raw)
{
    /// <summary>What this bot alone knows them by: <c>29:…</c>, bots <c>28:…</c>.</summary>
    internal string Id => Raw.Text("id") ?? "";

    /// <summary>As they are called; untrusted text.</summary>
    internal string Name => Raw.Text("name") ?? "";

    /// <summary>Who they are, everywhere and for good: their object id in Entra. Guests and anonymous people may have none.</summary>
    internal Guid? AadObjectId =>
        Guid.TryParseExact(Raw.Text("aadObjectId"), "D", out var id) && id != Guid.Empty ? id : null;
}
