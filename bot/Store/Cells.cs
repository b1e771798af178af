using System.Data.Common;

namespace OpsBot.Bot.Store;

/// <summary>The cells of a row that a statement answered, one after the other.</summary>
/// <param name="row">The row.</param>
internal sealed class Cells(DbDataReader row)
{
    private int next;

    internal string? Text() => IsNull(out var at) ? null : row.GetString(at);

    internal int Number() => row.GetInt32(next++);

    internal decimal? Decimal() => IsNull(out var at) ? null : row.GetDecimal(at);

    /// <summary>Moments are kept as milliseconds since 1970.</summary>
    internal DateTimeOffset? Moment() =>
        IsNull(out var at) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at));

    private bool IsNull(out int at) => row.IsDBNull(at = next++);
}
