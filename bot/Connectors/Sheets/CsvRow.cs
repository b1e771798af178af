using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>A row to be written.</summary>
/// <param name="Run">The key of the effect it is for: column <see cref="RunColumn"/>.</param>
/// <param name="At">When: column <see cref="AtColumn"/>.</param>
/// <param name="Cells">The other columns.</param>
internal sealed record CsvRow(string Run, string At, IReadOnlyList<LogCell> Cells)
{
    internal const string RunColumn = "Run";
    internal const string AtColumn = "At";

    /// <summary>All columns it needs, as they stand in a file.</summary>
    internal IEnumerable<string> Columns => [RunColumn, AtColumn, .. Cells.Select(cell => CsvText.Inert(cell.Column))];

    /// <summary>What stands in a column; empty where it has nothing to say there.</summary>
    internal string this[string column] =>
        column switch
        {
            RunColumn => Run,
            AtColumn => At,
            _ => Cells.FirstOrDefault(cell => CsvText.Inert(cell.Column) == column)?.Value ?? "",
        };
}
