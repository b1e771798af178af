using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>A message to Teams.</summary>
/// <param name="Activity">
/// The activity: text or attachments, never both, since Teams makes two messages of that and says the id of neither.
/// </param>
internal sealed record TeamsMessage(JsonObject Activity)
{
    /// <summary>What is said where Teams finds the message too large.</summary>
    internal JsonObject? Shorter { get; init; }

    /// <summary>A card.</summary>
    /// <param name="card">The Adaptive Card.</param>
    /// <param name="summary">What notifications show; plain text.</param>
    internal static JsonObject Card(JsonObject card, string summary) =>
        new()
        {
            ["type"] = "message",
            ["summary"] = summary,
            ["attachments"] = new JsonArray(
                new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }
            ),
        };
}
