using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Makes text fit and inert.</summary>
internal static partial class SlackText
{
    /// <summary>Slack advises 4,000 at most and refuses more in an update.</summary>
    internal const int MostText = 3_500;

    private const string Ellipsis = "…";

    /// <summary>Text without anything invisible that could reorder or break what stands around it, on one line.</summary>
    internal static string Line(string text) => string.Join(' ', Clean(text).Split((char[]?)null, Words));

    /// <summary>Text without anything invisible that could reorder or break what stands around it; line ends stay.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n' || !IsInvisible(rune))
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    /// <summary>At most so many UTF-16 units, never cutting a character that people see as one.</summary>
    internal static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = 0;
        for (
            var next = 0;
            next < text.Length && next + StringInfo.GetNextTextElementLength(text, next) <= most - Ellipsis.Length;

        )
        {
            next += StringInfo.GetNextTextElementLength(text, next);
            end = next;
        }

        return text[..end].TrimEnd() + Ellipsis;
    }

    /// <summary>Lines as one text, whole lines only, so that nothing escaped and no mention is ever cut.</summary>
    internal static string Join(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length + line.Length > MostText)
                return text.Append("\n…").ToString();
            text.Append(text.Length == 0 ? "" : "\n").Append(line);
        }

        return text.ToString();
    }

    /// <summary>Text for a place that reads mrkdwn: docs.slack.dev/messaging/formatting-message-text names exactly these three.</summary>
    internal static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>What was typed, with people as every chat names them (<see cref="PersonMention"/>).</summary>
    internal static string Typed(string text) => Unescape(Mention().Replace(text, Person));

    /// <summary>What was typed, where Slack sends it with these three escaped.</summary>
    internal static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>Escaped, and with nothing that would format or draw an emoji: an invisible space breaks each such mark.</summary>
    internal static string Inert(string text)
    {
        var inert = new StringBuilder();
        var escaped = Escape(text);
        foreach (var (place, character) in escaped.Index())
        {
            inert.Append(character);
            if (character is '*' or '_' or '~' or '`' || (character is ':' && BeginsWord(escaped, place + 1)))
                inert.Append('\u200B');
        }

        return inert.ToString();
    }

    private static bool BeginsWord(string text, int at) =>
        at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '+' or '-');

    private const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            // Joiners hold emoji and Persian words together; the rest of the class hides, or turns reading order around.
            UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
            UnicodeCategory.Control => rune.Value is not '\t',
            _ => false,
        };

    private static string Person(Match mention) => PersonMention.Of(SlackChannel.Prefix + mention.Groups["user"].Value);

    /// <summary>Slack writes <c>&lt;@U0123|name&gt;</c> where somebody was picked from its list.</summary>
    [GeneratedRegex(
        @"<@(?<user>[UW][A-Z0-9]+)(\|[^>]*)?>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mention();
}
