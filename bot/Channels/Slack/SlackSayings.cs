using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Everything the bot says that is not a card: notices, answers to commands, what one person alone is told.</summary>
internal static class SlackSayings
{
    private const int MostLine = 300;
    private const int MostNoticeLines = 6;
    private const int MostBytes = 9_000;

    /// <summary>News for a whole channel: a sign that is no more than the title says, the title, and what it means.</summary>
    internal static SlackMessage Notice(Notice notice)
    {
        var lines = notice.Lines.Take(MostNoticeLines).ToList();
        var text = SlackText.Join(lines.Prepend(notice.Title).Select(line => SlackLines.TextOf(line, MostLine)));
        var words = SlackLines.Words(notice.Title, MostLine);
        var title = Section(NoticeSigns.Of(notice.Tone) is { } sign ? words.Prepend(Text(sign + " ")) : words);
        return new SlackMessage(
            text,
            lines.Count == 0
                ? [RichText(title)]
                : [RichText(title), RichText(Bullets(lines.Select(line => Section(SlackLines.Words(line, MostLine)))))]
        );
    }

    /// <summary>The answer to a command.</summary>
    internal static SlackMessage Reply(CommandReply reply)
    {
        var sections = new List<JsonNode> { Section(Bold(Fit(reply.Title))) };
        var texts = new List<string> { SlackText.Inert(Fit(reply.Title)) };
        var size = System.Text.Encoding.UTF8.GetByteCount(SlackJson.Write(sections[0]));
        var shown = 0;
        foreach (var line in reply.Lines)
        {
            var section = Section(SlackLines.Words(line, MostLine));
            size += System.Text.Encoding.UTF8.GetByteCount(SlackJson.Write(section));
            if (size > MostBytes)
                break;
            sections.Add(section);
            texts.Add(SlackLines.TextOf(line, MostLine));
            shown++;
        }

        if (shown < reply.Lines.Count)
            sections.Add(Section(Text($"and {reply.Lines.Count - shown} more lines")));
        return new SlackMessage(SlackText.Join(texts), [RichText(sections)]);
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
