using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpsBot.Bot.Store;

/// <summary>
/// A connection to write through. Statements are written where they are used, as interpolated text whose holes become
/// parameters, and each is prepared once for the life of the connection.
/// </summary>
/// <param name="db">The context whose connection it is; its queries see what the session wrote.</param>
/// <param name="prepared">Hears of every statement, with its first values, before it runs for the first time.</param>
internal sealed class Session(OpsBotDb db, Action<DbCommand>? prepared = null) : IAsyncDisposable
{
    private const int LongSeconds = 300;

    // By the very text: each is written down in one place, and to hash a thousand characters every time is not for nothing.
    private readonly Dictionary<string, DbCommand> commands = new(ReferenceEqualityComparer.Instance);
    private DbTransaction? transaction;

    /// <summary>The context on the same connection.</summary>
    internal OpsBotDb Db => db;

    /// <summary>The connection is there, as far as one can know without asking.</summary>
    internal bool IsOpen => db.Database.GetDbConnection().State is System.Data.ConnectionState.Open;

    internal Task OpenAsync(CancellationToken cancel) => db.Database.OpenConnectionAsync(cancel);

    /// <summary>Begins a transaction; what is done until it is disposed or committed belongs to it.</summary>
    internal async Task<IDbContextTransaction> BeginAsync(CancellationToken cancel)
    {
        var begun = await db.Database.BeginTransactionAsync(cancel);
        transaction = begun.GetDbTransaction();
        return begun;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    internal Task<int> ExecuteAsync(FormattableString sql) => Command(sql).ExecuteNonQueryAsync();

    /// <summary>Runs a statement that may touch very many rows; see <see cref="ExecuteAsync"/>.</summary>
    internal Task<int> ExecuteLongAsync(FormattableString sql)
    {
        var command = Command(sql);
        command.CommandTimeout = LongSeconds;
        return command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a statement that answers rows.</summary>
    internal async Task<List<T>> QueryAsync<T>(FormattableString sql, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        await using var reader = await Command(sql).ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values)
            await command.DisposeAsync();
        await db.DisposeAsync();
    }

    private DbCommand Command(FormattableString sql)
    {
        if (!commands.TryGetValue(sql.Format, out var command))
            commands.Add(sql.Format, command = Prepare(sql));
        for (var at = 0; at < sql.ArgumentCount; at++)
            command.Parameters[at].Value = Storable(sql.GetArgument(at));
        command.Transaction = transaction;
        return command;
    }

    private DbCommand Prepare(FormattableString sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        var names = Enumerable.Range(0, sql.ArgumentCount).Select(at => "@p" + at).ToArray();
        command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql.Format, names);
        foreach (var (at, name) in names.Index())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = Storable(sql.GetArgument(at));
            command.Parameters.Add(parameter);
        }

        prepared?.Invoke(command);
        return command;
    }

    /// <summary>PostgreSQL keeps no NUL in text, and nobody needs one.</summary>
    private static object Storable(object? value) =>
        value switch
        {
            null => DBNull.Value,
            string text when text.Contains('\0', StringComparison.Ordinal) => text.Replace('\0', '\uFFFD'),
            DateTimeOffset moment => moment.ToUnixTimeMilliseconds(),
            Enum number => Convert.ToInt32(number, System.Globalization.CultureInfo.InvariantCulture),
            _ => value,
        };
}
