using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsBot.Loops.Rules;

/// <summary>
/// Reads a number as rules write it: digits, and a point before decimals. What other habits write (<c>1.000,5</c>) is
/// refused with what would be right, never guessed: a limit read wrong moves money.
/// </summary>
internal static partial class NumberText
{
    private const string How = "numbers have a point before decimals and nothing between thousands";

    internal static (decimal Value, string? Problem) Read(string text, Fact fact)
    {
        var said = text.Trim();
        var problem =
            fact.Unit is { } unit && EndsWithUnit(said, unit)
                ? $"names the unit; write {said[..^unit.Length].TrimEnd()}, it is always in {unit}"
                : Problem(said);
        if (problem is not null)
            return (0m, problem);
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(said, Plain, CultureInfo.InvariantCulture, out var value)
            ? (value, null)
            : (0m, $"holds a number too long to compare: {Words.Short(said)}");
    }

    private static string? Problem(string said)
    {
        if (said.Length == 0)
            return "lacks its number; write one, such as 75";
        if (IsPlain(said))
            return CouldBeThousands(said, '.') ? TwoWays(said, '.') : null;
        if (CouldBeThousands(said, ','))
            return TwoWays(said, ',');
        return Guess(said) is { } guess
            ? $"holds {Words.Short(said)}; write {guess}: {How}"
            : $"holds {Words.Short(said)}, which is not a number; write one like 75 or 12.50";
    }

    private static bool IsPlain(string said) =>
        said.TrimStart('-').Split('.') is { Length: 1 or 2 } parts
        && said.LastIndexOf('-') <= 0
        && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit));

    /// <summary><c>1.000</c> is one to some and a thousand to others.</summary>
    private static bool CouldBeThousands(string said, char between) =>
        said.TrimStart('-').Split(between) is [{ Length: >= 1 and <= 3 } whole, { Length: 3 } rest]
        && whole[0] != '0'
        && (whole + rest).All(char.IsAsciiDigit);

    private static string TwoWays(string said, char between)
    {
        var thousands = said.Replace(between.ToString(), "", StringComparison.Ordinal);
        return $"holds {said}, which reads two ways; write {thousands}, or {said.Replace(between, '.')}0: {How}";
    }

    private static string? Guess(string said)
    {
        // Nobody types a number this long, and the pattern need not be tried on it.
        if (said.Length > 40 || HabitPattern().Match(said) is not { Success: true } habit)
            return null;
        var whole = string.Concat(habit.Groups["whole"].Value.Where(char.IsAsciiDigit));
        var rest = habit.Groups["rest"] is { Success: true, Value: var decimals } ? "." + decimals : "";
        return habit.Groups["sign"].Value + (whole.Length == 0 ? "0" : whole) + rest;
    }

    /// <summary>Thousands parted by one sign, decimals behind another: <c>1.000,5</c>, <c>1'000.50</c>, <c>12,50</c>, <c>.5</c>.</summary>
    [GeneratedRegex(
        @"^(?=.*[0-9])(?<sign>-?)(?<whole>[1-9][0-9]{0,2}(?<gap>[.,'’\s])[0-9]{3}(\k<gap>[0-9]{3})*|[0-9]*)((?!\k<gap>)[.,](?<rest>[0-9]+))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex HabitPattern();

    private static bool EndsWithUnit(string said, string unit) =>
        said.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && IsPlain(said[..^unit.Length].TrimEnd());
}
