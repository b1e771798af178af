using System.Globalization;

namespace OpsBot.Bot.Commands;

/// <summary>What somebody looks for among runs: words that must all fit, and bounds of the amount. Pure.</summary>
/// <param name="Words">In lower case.</param>
/// <param name="Bounds">Each as <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c> or <c>&lt;=</c> and a number.</param>
internal sealed record FindWords(IReadOnlyList<string> Words, IReadOnlyList<(string Sign, decimal Number)> Bounds)
{
    private static readonly string[] Signs = [">=", "<=", ">", "<"];

    /// <summary>As it was typed, for the answer.</summary>
    internal string Typed { get; init; } = "";

    /// <summary>Reads <c>defective approved &gt; 100</c>; what is no bound is a word.</summary>
    internal static FindWords Read(IReadOnlyList<string> typed)
    {
        var words = new List<string>();
        var bounds = new List<(string, decimal)>();
        for (var at = 0; at < typed.Count; at++)
        {
            var sign = Signs.FirstOrDefault(sign => typed[at].StartsWith(sign, StringComparison.Ordinal));
            var rest = sign is null ? "" : typed[at][sign.Length..];
            if (sign is not null && rest.Length == 0 && at + 1 < typed.Count)
                rest = typed[at + 1];
            if (sign is null || !TryNumber(rest, out var number))
            {
                words.Add(typed[at].ToLowerInvariant());
                continue;
            }

            at += typed[at].Length == sign.Length ? 1 : 0;
            bounds.Add((sign, number));
        }

        return new FindWords(words, bounds) { Typed = string.Join(' ', typed) };
    }

    /// <summary>A run fits: each word is in its name, its order, its customer or its rule, or is its loop, outcome or stage.</summary>
    internal bool Fit(RunBrief run) =>
        Words.All(word => Fits(word, run)) && Bounds.All(bound => Fits(bound, run.Amount?.Amount));

    private static bool Fits(string word, RunBrief run) =>
        new[] { run.Name, run.About, run.Party, run.Rule }.Any(text =>
            text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        )
        || new[] { run.Loop.Value, run.Outcome.ToString(), run.Stage.ToString(), run.Id.Value }.Contains(
            word,
            StringComparer.OrdinalIgnoreCase
        );

    private static bool Fits((string Sign, decimal Number) bound, decimal? amount) =>
        bound.Sign switch
        {
            ">=" => amount >= bound.Number,
            "<=" => amount <= bound.Number,
            ">" => amount > bound.Number,
            _ => amount < bound.Number,
        };

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
