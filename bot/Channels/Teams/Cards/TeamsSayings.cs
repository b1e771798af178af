using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Teams.Cards.TeamsBlocks;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Everything the bot says that is not the card of a question: notices, lines in threads, answers to commands.</summary>
internal static class TeamsSayings
{
    private const int MostLine = 300;
    private const int MostNoticeLines = 6;
    private static readonly int[] Rooms = [400, 200, 120, 60, 24];

    /// <summary>News for a whole channel: a sign that is no more than the title says, the title, and what it means.</summary>
    internal static TeamsCard Notice(Notice notice, TeamsWords words)
    {
        var lines = new TeamsLines(words);
        var title = lines.Runs(notice.Title, MostLine);
        JsonObject[] body =
        [
            Words(NoticeSigns.Of(notice.Tone) is { } sign ? title.Prepend(Run(sign + " ")) : title),
            .. TeamsChart.Of(notice.Figures),
            .. notice.Lines.Take(MostNoticeLines).SelectMany(line => lines.Bullets(line, MostLine)),
        ];
        return new TeamsCard(lines.TextOf(notice.Title, MostLine), TeamsCard.CardOf(body, mentions: lines.Mentions));
    }

    /// <summary>Lines in a card's thread. All of them, however long: where they are too much, all are given less room.</summary>
    internal static TeamsCard Thread(ThreadSaying saying, TeamsWords words) =>
        Rooms
            .Select(room => Thread(saying, words, room))
            .FirstOrDefault(message => TeamsCard.SizeOf(message.Card) <= TeamsRoom.MostBytes)
        ?? new TeamsCard(
            "More of the run's story",
            TeamsCard.CardOf([Words(Run("More happened than fits here: ask for the run's story."))])
        );

    /// <summary>The answer to a command.</summary>
    internal static TeamsCard Reply(CommandReply reply, TeamsWords words)
    {
        var lines = new TeamsLines(words);
        var title = TeamsText.Fit(reply.Title, MostLine);
        var body = new List<JsonObject> { Words(Bold(title)) };
        var size = TeamsCard.SizeOf(body[0]);
        var shown = 0;
        foreach (var line in reply.Lines)
        {
            var shownLine = Tight(Words(lines.Runs(line, MostLine)));
            size += TeamsCard.SizeOf(shownLine);
            // The card around them, and that there are more.
            if (size > TeamsRoom.MostBytes - 1_000)
                break;
            body.Add(shownLine);
            shown++;
        }

        if (shown < reply.Lines.Count)
            body.Add(Tight(Words(Run($"and {reply.Lines.Count - shown} more lines"))));
        return new TeamsCard(title, TeamsCard.CardOf(body));
    }

    /// <summary>What one person is told, in a message of its own.</summary>
    internal static TeamsCard Told(string text) =>
        new(TeamsText.Fit(text, MostLine), TeamsCard.CardOf([Words(Run(TeamsText.Fit(text, MostLine)))]));

    private static TeamsCard Thread(ThreadSaying saying, TeamsWords words, int room)
    {
        var lines = new TeamsLines(words);
        var body = saying.Lines.SelectMany(line => lines.Bullets(line, room)).ToList();
        return new TeamsCard(
            saying.Lines.Count == 0 ? "More of the run's story" : lines.TextOf(saying.Lines[^1], room),
            TeamsCard.CardOf(body, mentions: lines.Mentions)
        );
    }

    private static JsonObject Tight(JsonObject words)
    {
        words["spacing"] = "Small";
        return words;
    }
}
