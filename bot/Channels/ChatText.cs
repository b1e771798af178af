using System.Globalization;
using System.Text;

namespace OpsBot.Bot.Channels;

/// <summary>Makes text fit to be shown in any chat: nothing invisible in it, and no longer than there is room.</summary>
internal static class ChatText
{
    private const string Ellipsis = "…";
    private const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

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

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            // Joiners hold emoji and Persian words together; the rest of the class hides, or turns reading order around.
            UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
            UnicodeCategory.Control => rune.Value is not '\t',
            _ => false,
        };
}
