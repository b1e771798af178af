using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Everything the bot says that is not a card: notices, answers to commands, what one person alone is told.</summary>
internal static class SlackSayings
{
    private const int MostLine = 300;
    private const int MostBytes = 9_000;

    /// <summary>A line for a whole channel.</summary>
    internal static SlackMessage Notice(Line line) =>
        new(SlackLines.TextOf(line, MostLine), [RichText(Section(SlackLines.Words(line, MostLine)))]);

    /// <summary>The answer to a command.</summary>
    internal static SlackMessage Reply(CommandReply reply)
    {
        var sections = new List<JsonNode> { Section(Bold(Fit(reply.Title))) };
        var text = SlackText.Inert(Fit(reply.Title));
        var size = 0;
        var shown = 0;
        foreach (var line in reply.Lines)
        {
            var section = Section(SlackLines.Words(line, MostLine));
            size += System.Text.Encoding.UTF8.GetByteCount(SlackJson.Write(section));
            if (size > MostBytes)
                break;
            sections.Add(section);
            text += "\n" + SlackLines.TextOf(line, MostLine);
            shown++;
        }

        if (shown < reply.Lines.Count)
            sections.Add(Section(Text($"and {reply.Lines.Count - shown} more lines")));
        return new SlackMessage(text, [RichText(sections)]);
    }

    /// <summary>What one person is told about their click: words, somebody else, a moment.</summary>
    internal static SlackMessage Told(string text, string? by = null, DateTimeOffset? at = null)
    {
        var words = new List<JsonNode> { Text(Fit(text)) };
        var plain = SlackText.Inert(Fit(text));
        if (by is not null)
        {
            words.AddRange([Text(" by "), Person(by)]);
            plain += " by " + PersonInText(by);
        }

        if (at is { } moment)
        {
            words.AddRange([Text(" · "), Moment(moment)]);
            plain += " · " + MomentInText(moment);
        }

        return new SlackMessage(plain, [RichText(Section(words))]);
    }

    private static string Fit(string text) => SlackLines.Fit(text, MostLine);
}
