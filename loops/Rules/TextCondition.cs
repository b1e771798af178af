namespace OpsBot.Loops.Rules;

/// <summary>How the words of a condition and the values of a fact must meet.</summary>
internal enum TextMode
{
    /// <summary><c>a | b</c>: there is a value, and every value is one of the words.</summary>
    Only,

    /// <summary><c>not a | b</c>: no value is one of the words.</summary>
    Not,

    /// <summary><c>any a | b</c>: at least one value is one of the words.</summary>
    Any,
}

/// <summary>Words a fact must be, must not be, or must have among its values.</summary>
internal sealed record TextCondition : Condition
{
    private readonly TextMode mode;
    private readonly IReadOnlyList<string> words;
    private readonly HashSet<string> keys;

    internal TextCondition(TextMode mode, IReadOnlyList<string> words)
    {
        this.mode = mode;
        this.words = [.. words.DistinctBy(Words.Key, StringComparer.Ordinal)];
        keys = [.. words.Select(Words.Key)];
    }

    internal override string Canonical =>
        (mode is TextMode.Only ? "" : mode.ToString().ToLowerInvariant() + " ")
        + string.Join('|', keys.Order(StringComparer.Ordinal));

    internal static Reading Read(string text, Fact fact) => TextReading.Of(text, fact);

    internal override bool Holds(FactValue value) =>
        value.Text is { } texts
        && mode switch
        {
            TextMode.Only => texts.Count > 0 && texts.All(IsNamed),
            TextMode.Not => !texts.Any(IsNamed),
            _ => texts.Any(IsNamed),
        };

    internal override bool Covers(Condition other) =>
        other is TextCondition text
        && (mode, text.mode) switch
        {
            (TextMode.Only, TextMode.Only) or (TextMode.Any, TextMode.Only or TextMode.Any) => text.keys.IsSubsetOf(
                keys
            ),
            (TextMode.Not, TextMode.Only) => !text.keys.Overlaps(keys),
            (TextMode.Not, TextMode.Not) => keys.IsSubsetOf(text.keys),
            _ => false,
        };

    internal override bool Excludes(Condition other) =>
        other is UnknownCondition
        || other is TextCondition text
            && (mode, text.mode) switch
            {
                (TextMode.Only, TextMode.Only or TextMode.Any) or (TextMode.Any, TextMode.Only) => !text.keys.Overlaps(
                    keys
                ),
                (TextMode.Only or TextMode.Any, TextMode.Not) => keys.IsSubsetOf(text.keys),
                (TextMode.Not, TextMode.Only or TextMode.Any) => text.keys.IsSubsetOf(keys),
                _ => false,
            };

    internal override string InWords(Fact fact) =>
        mode switch
        {
            TextMode.Only => $"{fact.Meaning} is {Words.Or(words)}",
            TextMode.Any => $"{fact.Meaning} includes {Words.Or(words)}",
            _ when words.Count == 1 => $"{fact.Meaning} is not {words[0]}",
            _ => $"{fact.Meaning} is none of {Words.Or(words)}",
        };

    protected override string WhyNotKnown(Fact fact, FactValue value)
    {
        var texts = value.Text!;
        var named = texts.Where(IsNamed).ToList();
        var others = texts.Where(text => !IsNamed(text)).ToList();
        return mode switch
        {
            TextMode.Not => $"{fact.Meaning} is {Words.Listed(named)}, which this rule leaves out",
            TextMode.Only when named.Count > 0 =>
                $"{fact.Meaning} is also {Words.Listed(others)}, not only {Words.Or(words)}",
            _ => $"{fact.Meaning} is {Words.Listed(others)}, not {Words.Or(words)}",
        };
    }

    private bool IsNamed(string text) => keys.Contains(Words.Key(text));
}
