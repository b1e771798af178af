using System.Diagnostics.CodeAnalysis;

namespace OpsBot.Loops.Rules;

/// <summary>
/// A loop's decision table: rows in order, the first that matches decides, and the last always matches. What it may say is
/// told by <see cref="Parse"/>'s errors, in words for the person who wrote it.
/// </summary>
/// <typeparam name="TFacts">What is decided on.</typeparam>
[SuppressMessage(
    "Design",
    "CA1000:Do not declare static members on generic types",
    Justification = "A table is made in one place, where the type of its facts is known"
)]
public sealed class RuleTable<TFacts>
{
    private readonly IReadOnlyList<ReadRow<TFacts>> rows;

    private RuleTable(IReadOnlyList<ReadRow<TFacts>> rows)
    {
        this.rows = rows;
        Hash = TableHash.Of(rows);
    }

    /// <summary>
    /// A fingerprint of what the table says: SHA-256 in hexadecimal. The way a condition is typed does not change it, nor does
    /// the order of rows that can never both match.
    /// </summary>
    public string Hash { get; }

    /// <summary>Reads and checks a table.</summary>
    /// <param name="where">Where it is configured, for the errors: <c>Loops:Name:Rules</c>.</param>
    /// <param name="rows">The rows as configured.</param>
    /// <param name="fields">The facts that rows may name.</param>
    /// <param name="outcomes">What may follow from a row.</param>
    /// <exception cref="RuleTableException">The table cannot be used; everything that is wrong is listed.</exception>
    public static RuleTable<TFacts> Parse(
        string where,
        IReadOnlyList<RuleRow> rows,
        IReadOnlyList<FactField<TFacts>> fields,
        IReadOnlyList<string> outcomes
    )
    {
        var reader = new TableReader<TFacts>(where, rows, fields, outcomes);
        var read = reader.Read();
        return reader.Problems.Count == 0
            ? new RuleTable<TFacts>(read)
            : throw new RuleTableException(where, reader.Problems);
    }

    /// <summary>The first row that matches, and why those before it do not.</summary>
    /// <param name="facts">What is decided on.</param>
    public RuleMatch Match(TFacts facts)
    {
        var misses = new List<RuleMiss>();
        foreach (var row in rows)
        {
            var unmet = row.Unmet(facts);
            if (unmet.Count == 0)
                return new RuleMatch(row.Row, misses);
            misses.Add(new RuleMiss(row.Row.Name, row.Row.Outcome, unmet));
        }

        throw new InvalidOperationException("the last row has no conditions, so it matches");
    }

    /// <summary>The table in plain English, a line for each row.</summary>
    public IReadOnlyList<string> Explain() =>
        [.. rows.Select((row, at) => $"{at + 1}. {row.InWords(isOnly: rows.Count == 1)}")];
}
