using System.Globalization;
using System.Text;
using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Rules;

/// <summary>How rules compare words, and how they speak: the same on every machine, whatever its language.</summary>
internal static class Words
{
    private const int MostListed = 5;
    private const int Longest = 60;

    /// <summary>What two words share that count as the same: <c>Wrong_Item</c> and <c>wrong item</c> are <c>wrong-item</c>.</summary>
    internal static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var sign in text.ToLowerInvariant())
        {
            if (!IsJoint(sign))
                key.Append(sign);
            else if (key.Length > 0 && key[^1] != '-')
                key.Append('-');
        }

        return key.ToString().TrimEnd('-');
    }

    internal static bool Same(string left, string right) => Key(left) == Key(right);

    internal static bool IsJoint(char sign) => sign is '-' or '_' || char.IsWhiteSpace(sign);

    internal static string Number(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A number out of a rule, as short as it can be: <c>75 EUR</c>, <c>1 day</c>.</summary>
    internal static string Limit(decimal value, Fact fact) => $"{Number(value)} {UnitFor(value, fact)}".TrimEnd();

    /// <summary>A number out of the facts: <c>249.00 EUR</c>, <c>45 days</c>.</summary>
    internal static string Amount(decimal value, Fact fact) =>
        IsCurrency(fact.Unit) ? new Money(value, fact.Unit!).ToString() : Limit(value, fact);

    /// <summary>How far apart two numbers are, without the unit.</summary>
    internal static string Distance(decimal value, decimal end, Fact fact)
    {
        decimal distance;
        try
        {
            distance = Math.Abs(value - end);
        }
        catch (OverflowException)
        {
            return "far";
        }

        return IsCurrency(fact.Unit)
            ? new Money(distance, fact.Unit!).ToString()[..^(fact.Unit!.Length + 1)]
            : Number(distance);
    }

    /// <summary><c>a, b or c</c>.</summary>
    internal static string Or(IReadOnlyList<string> texts) => Joined(texts, "or");

    /// <summary>Values of a fact; not all where there are many.</summary>
    internal static string Listed(IReadOnlyCollection<string> texts) =>
        texts.DistinctBy(Key, StringComparer.Ordinal).Select(Short).ToList() switch
        {
            [] => "empty",
            { Count: <= MostListed } few => Joined(few, "and"),
            var many => Joined([.. many.Take(MostListed), $"{many.Count - MostListed} more"], "and"),
        };

    /// <summary>On one line, and not too long for a chat.</summary>
    internal static string Short(string text)
    {
        var line = OneLine(text);
        if (line.Length <= Longest)
            return line;
        return line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }

    internal static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Joined(IReadOnlyList<string> texts, string last) =>
        texts.Count == 1 ? texts[0] : $"{string.Join(", ", texts.SkipLast(1))} {last} {texts[^1]}";

    private static string? UnitFor(decimal value, Fact fact) =>
        value == 1m && fact.Unit is { } unit && !IsCurrency(unit) && unit.EndsWith('s') ? unit[..^1] : fact.Unit;

    private static bool IsCurrency(string? unit) => unit is { Length: 3 } && unit.All(char.IsAsciiLetterUpper);
}
