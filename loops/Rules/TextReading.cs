namespace OpsBot.Loops.Rules;

/// <summary>Reads a condition on a text: <c>a | b</c>, <c>not a | b</c>, <c>any a | b</c>.</summary>
internal static class TextReading
{
    private const string Ways = "a | b, not a | b, any a | b, known or unknown";
    private const string Once = "not and any stand once, in front of all values: not a | b";

    internal static Reading Of(string text, Fact fact)
    {
        var (mode, rest) = Mode(text);
        var words = rest.Split('|', StringSplitOptions.TrimEntries);
        var first = Words.Short(text.Split('|')[0].Trim());
        if (mode is not TextMode.Only && IsKnownWord(first, fact))
            return Reading.Wrong(
                $"begins with {Said(mode)}, which is read as a word of its own; for the value {first} write {Words.Key(first)}"
            );
        var problems = words.Select(word => Problem(word, fact)).OfType<string>().Distinct(StringComparer.Ordinal);
        return string.Join("; ", problems) is { Length: > 0 } problem
            ? Reading.Wrong(problem)
            : Reading.As(new TextCondition(mode, words));
    }

    /// <summary>The word in front, where there is one; <c>not_as_described</c> is a value.</summary>
    private static (TextMode Mode, string Values) Mode(string text)
    {
        foreach (var mode in new[] { TextMode.Not, TextMode.Any })
        {
            var word = Said(mode);
            if (!text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            if (text.Length == word.Length || char.IsWhiteSpace(text[word.Length]))
                return (mode, text[word.Length..].TrimStart());
        }

        return (TextMode.Only, text);
    }

    private static string? Problem(string word, Fact fact)
    {
        var key = Words.Key(word);
        if (key.Length == 0)
            return $"lacks a value; write it like one of these: {Ways}";
        if (Reading.IsKeyword(key))
            return $"mixes {key} with values; {key} stands alone, so give it a row of its own";
        if (IsKnownWord(word, fact))
            return null;
        if (Mode(word).Mode is not TextMode.Only)
            return $"says {Words.Short(word)} among the values; {Once}";
        return fact.Known is null
            ? null
            : $"names {Words.Short(word)}, which {fact.Meaning} never is; {Nearest.Among(fact.Known, word)}";
    }

    private static bool IsKnownWord(string word, Fact fact) =>
        fact.Known?.Any(known => Words.Same(known, word)) ?? false;

    private static string Said(TextMode mode) => mode is TextMode.Not ? "not" : "any";
}
