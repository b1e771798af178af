using System.Text.Json;

namespace OpsBot.Bot.Store.Transfer;

/// <summary>The first line of an exported file.</summary>
/// <param name="OpsBot">The format's version.</param>
/// <param name="Schema">The migrations that the store had, without their times.</param>
/// <param name="At">When it was written.</param>
internal sealed record TransferHead(int OpsBot, IReadOnlyList<string> Schema, DateTimeOffset At)
{
    /// <summary>The only format so far.</summary>
    internal const int Format = 1;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);
}

/// <summary>Comes before the rows of a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">What the values of its rows are, in their order.</param>
internal sealed record TransferTableHead(string Table, IReadOnlyList<string> Columns);

/// <summary>The last line.</summary>
/// <param name="Rows">How many rows there are of each table.</param>
internal sealed record TransferEnd(IReadOnlyDictionary<string, long> Rows);
