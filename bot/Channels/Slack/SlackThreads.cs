using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Lines in a card's thread. All of them, however long: where they are too much, all are given less room.</summary>
internal static class SlackThreads
{
    /// <summary>What a saying carries so that it can be found again.</summary>
    internal const string EventType = "opsbot_thread";

    private const int MostBytes = 9_500;
    private static readonly int[] Rooms = [400, 200, 120, 60, 24];

    /// <summary>The message of a saying.</summary>
    internal static SlackMessage Of(ThreadSaying saying)
    {
        var blocks = Rooms.Select(room => Blocks(saying, room)).FirstOrDefault(IsSmallEnough);
        var plain = new SlackMessage(TextOf(saying), []) { Metadata = Metadata(saying) };
        return plain with { Blocks = blocks ?? Blocks(saying with { Lines = [] }, Rooms[0]), Plain = plain };
    }

    /// <summary>The number that a found message carries.</summary>
    internal static long? LastOf(JsonElement payload) =>
        payload.TryGetProperty("last_line", out var last)
        && last.ValueKind is JsonValueKind.Number
        && last.TryGetInt64(out var number)
            ? number
            : null;

    private static JsonArray Blocks(ThreadSaying saying, int room) =>
        saying.Lines.Count == 0
            ? [PlainSection("More happened than fits here: ask for the run's story.")]
            : [RichText(Bullets(saying.Lines.Select(line => Section(SlackLines.Words(line, room)))))];

    private static bool IsSmallEnough(JsonArray blocks) =>
        Encoding.UTF8.GetByteCount(SlackJson.Write(blocks)) <= MostBytes;

    private static string TextOf(ThreadSaying saying)
    {
        var texts = Rooms
            .Select(room => string.Join('\n', saying.Lines.Select(line => SlackLines.TextOf(line, room))))
            .ToList();
        return texts.Find(text => text.Length <= SlackText.MostText) is { Length: > 0 } text
            ? text
            : "More of the run's story.";
    }

    private static JsonObject Metadata(ThreadSaying saying) =>
        new()
        {
            ["event_type"] = EventType,
            ["event_payload"] = new JsonObject { ["escalation_id"] = saying.Card.Value, ["last_line"] = saying.Last },
        };
}
