using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Loops.Rules;

/// <summary>
/// The fingerprint of a table. Rows that can never both match may stand in either order, so they are put into the one order
/// that every such table shares; rows that can both match keep theirs.
/// </summary>
internal static class TableHash
{
    internal static string Of<TFacts>(IReadOnlyList<ReadRow<TFacts>> rows)
    {
        var left = rows.Select(row => (Row: row, Text: Canonical(row))).ToList();
        var text = new StringBuilder();
        while (left.Count > 0)
        {
            var next = left.Where((row, at) => left.Take(at).All(earlier => earlier.Row.Excludes(row.Row)))
                .MinBy(row => row.Text, StringComparer.Ordinal);
            text.Append(next.Text).Append('\n');
            left.Remove(next);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Canonical<TFacts>(ReadRow<TFacts> row)
    {
        var parts = new List<string> { row.Row.Name, row.Row.Outcome, Words.OneLine(row.Row.Because) };
        foreach (var (field, condition) in row.Tests.OrderBy(test => test.Field.Name, StringComparer.Ordinal))
            parts.AddRange([field.Name, field.Unit ?? "", condition.Canonical]);
        return string.Concat(parts.Select(Sized));
    }

    /// <summary>With its length in front, so that no two lists of parts read alike.</summary>
    private static string Sized(string part) => $"{part.Length.ToString(CultureInfo.InvariantCulture)}:{part}";
}
