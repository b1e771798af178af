using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Shows a card in Slack. Whatever it holds, what comes out is something Slack takes.</summary>
internal static class SlackCards
{
    /// <summary>What a card's message carries so that it can be found again.</summary>
    internal const string EventType = "opsbot_card";

    /// <summary>
    /// The size of a whole message is limited but not published; others met refusals at 13 kB. Where a card is larger, its
    /// words are given less room, all alike, until it fits; what never fits is said in plain words.
    /// </summary>
    private const int MostBytes = 9_500;

    private static readonly SlackRoom[] Rooms = [new(1, 1), new(0.6, 1), new(0.35, 1), new(0.2, 0.5), new(0.1, 0.25)];

    /// <summary>The message of a card.</summary>
    internal static SlackMessage Of(Card card)
    {
        var plain = PlainOf(card);
        var blocks = Rooms.Select(room => new SlackCardBlocks(card, room).All()).FirstOrDefault(IsSmallEnough);
        return plain with { Blocks = blocks ?? plain.Blocks, Plain = plain };
    }

    /// <summary>The card in plain words with plain buttons, where Slack refuses the other.</summary>
    private static SlackMessage PlainOf(Card card)
    {
        var text = ChatText.Cut(SlackCardText.PlainOf(card), 2_000);
        var blocks = new JsonArray(SlackBlocks.PlainSection(text));
        if (card.Choices.Count > 0)
            blocks.Add(SlackButtons.PlainOf(card));
        if (card.Actions.Count > 0)
            blocks.Add(SlackButtons.ActionsOf(card));
        return new SlackMessage(SlackCardText.Of(card), blocks) { Metadata = Metadata(card) };
    }

    private static bool IsSmallEnough(JsonArray blocks) =>
        Encoding.UTF8.GetByteCount(SlackJson.Write(blocks)) <= MostBytes;

    private static JsonObject Metadata(Card card) =>
        new()
        {
            ["event_type"] = EventType,
            ["event_payload"] = new JsonObject { ["escalation_id"] = card.Key.Value, ["version"] = card.Version },
        };
}

/// <summary>How much of the usual room a card gets: 1 is all.</summary>
/// <param name="Words">For each of its texts.</param>
/// <param name="Lines">For each of its lists.</param>
internal sealed record SlackRoom(double Words, double Lines);
