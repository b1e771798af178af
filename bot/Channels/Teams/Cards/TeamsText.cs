using System.Text;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>
/// Makes text inert in Teams. Words of others only ever go into text runs, which read no markdown; what clients look for in
/// any text all the same is broken by an invisible space.
/// </summary>
internal static class TeamsText
{
    private const char Invisible = '\u200B';

    /// <summary>
    /// Text in which nothing is a mention (<c>&lt;at&gt;</c>), a date that the client fills in (<c>{{DATE(…)}}</c>) or a template
    /// (<c>${…}</c>); learn.microsoft.com/adaptive-cards/authoring-cards/text-features.
    /// </summary>
    internal static string Inert(string text)
    {
        var inert = new StringBuilder(text.Length);
        foreach (var (at, character) in text.Index())
        {
            inert.Append(character);
            if (character is '<' || (character is '{' or '$' && at + 1 < text.Length && text[at + 1] is '{'))
                inert.Append(Invisible);
        }

        return inert.ToString();
    }

    /// <summary>One line of that length at most, inert, and never none.</summary>
    internal static string Fit(string text, int most) => Shown(ChatText.Line(text), most);

    /// <summary>Text that may have several lines, of that length at most, inert, and never none.</summary>
    internal static string FitWhole(string text, int most) => Shown(ChatText.Clean(text), most);

    /// <summary>
    /// A name as a mention can hold it: a mention is text that reads markdown, so letters, digits and the few marks that names have.
    /// </summary>
    internal static string Name(string name)
    {
        var letters = ChatText
            .Line(name)
            .EnumerateRunes()
            .Where(rune => Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '\'' or '.' or '-')
            .Select(rune => rune.ToString());
        return ChatText.Cut(string.Concat(letters).Trim(' ', '.', '-', '\''), 60);
    }

    private static string Shown(string text, int most) =>
        text.Length == 0 ? "–" : Inert(ChatText.Cut(text, Math.Max(1, most)));
}
