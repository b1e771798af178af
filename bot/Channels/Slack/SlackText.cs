using System.Text;
using System.Text.RegularExpressions;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Makes text inert where Slack reads mrkdwn.</summary>
internal static partial class SlackText
{
    /// <summary>Slack advises 4,000 at most and refuses more in an update.</summary>
    internal const int MostText = 3_500;

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

    private static string Person(Match mention) => PersonMention.Of(SlackChannel.Prefix + mention.Groups["user"].Value);

    /// <summary>Slack writes <c>&lt;@U0123|name&gt;</c> where somebody was picked from its list.</summary>
    [GeneratedRegex(
        @"<@(?<user>[UW][A-Z0-9]+)(\|[^>]*)?>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mention();
}
