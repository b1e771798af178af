using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>An Adaptive Card and what notifications show of it.</summary>
/// <param name="Summary">Plain text.</param>
/// <param name="Card">What everybody else sees.</param>
internal sealed record TeamsCard(string Summary, JsonObject Card)
{
    private const int MostSummary = 300;

    /// <summary>The message that shows it.</summary>
    internal TeamsMessage Message() =>
        new(TeamsMessage.Card(Card.DeepClone().AsObject(), ChatText.Cut(Summary, MostSummary)))
        {
            Shorter = Shorter is null
                ? null
                : TeamsMessage.Card(Shorter.DeepClone().AsObject(), ChatText.Cut(Summary, MostSummary)),
        };

    /// <summary>The least that can be said, where Teams finds the card too large all the same.</summary>
    internal JsonObject? Shorter { get; init; }

    /// <summary>In bytes, as Teams counts: UTF-16.</summary>
    internal static int SizeOf(JsonNode node) => Encoding.Unicode.GetByteCount(TeamsJson.Write(node));

    /// <summary>A card.</summary>
    /// <param name="body">What it shows.</param>
    /// <param name="actions">Its buttons.</param>
    /// <param name="mentions">Everybody its text blocks mention.</param>
    internal static JsonObject CardOf(
        IEnumerable<JsonNode> body,
        IEnumerable<JsonNode>? actions = null,
        IEnumerable<TeamsMention>? mentions = null
    )
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["body"] = new JsonArray([.. body]),
            ["msteams"] = Extras(mentions ?? []),
        };
        if (actions?.ToArray() is { Length: > 0 } buttons)
            card["actions"] = new JsonArray(buttons);
        return card;
    }

    private static JsonObject Extras(IEnumerable<TeamsMention> mentions)
    {
        var extras = new JsonObject { ["width"] = "Full" };
        var entities = mentions
            .DistinctBy(mention => mention.Name)
            .Select(mention => new JsonObject
            {
                ["type"] = "mention",
                ["text"] = mention.Text,
                ["mentioned"] = new JsonObject { ["id"] = mention.User, ["name"] = mention.Name },
            })
            .ToArray<JsonNode>();
        if (entities.Length > 0)
            extras["entities"] = new JsonArray(entities);
        return extras;
    }
}
