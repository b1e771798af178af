using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Everything the bot says that is not a card: notices, answers to commands, what one person alone is told.</summary>
internal static class SlackSayings
{
    private const int MostLine = 300;
    private const int MostBytes = 9_000;

    /// <summary>A line for a whole channel.</summary>
    internal static SlackMessage Notice(Line line) => new(TextOf(line), [RichText(Section(Words(line)))]);

    /// <summary>The answer to a command.</summary>
    internal static SlackMessage Reply(CommandReply reply)
    {
        var sections = new List<JsonNode> { Section(Bold(Fit(reply.Title))) };
        var text = SlackText.Inert(Fit(reply.Title));
        var size = 0;
        var shown = 0;
        foreach (var line in reply.Lines)
        {
            var section = Section(Words(line));
            size += System.Text.Encoding.UTF8.GetByteCount(SlackJson.Write(section));
            if (size > MostBytes)
                break;
            sections.Add(section);
            text += "\n" + TextOf(line);
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

    private static IEnumerable<JsonNode> Words(Line line)
    {
        if (line.By is not { } by)
            return [Text(Fit(line.Text + line.Rest))];
        JsonNode[] words = [Text(Fit(line.Text) + " by "), Person(by)];
        return line.Rest.Length == 0 ? words : [.. words, Text(Rest(line))];
    }

    private static string TextOf(Line line) =>
        line.By is { } by
            ? $"{SlackText.Inert(Fit(line.Text))} by {PersonInText(by)}{SlackText.Inert(Rest(line))}"
            : SlackText.Inert(Fit(line.Text + line.Rest));

    /// <summary>Its first space parts it from the name before it.</summary>
    private static string Rest(Line line)
    {
        var rest = SlackText.Cut(SlackText.Line(line.Rest), MostLine);
        return char.IsWhiteSpace(line.Rest.FirstOrDefault()) ? " " + rest : rest;
    }

    private static string Fit(string text) =>
        SlackText.Line(text) is { Length: > 0 } line ? SlackText.Cut(line, MostLine) : "–";
}
