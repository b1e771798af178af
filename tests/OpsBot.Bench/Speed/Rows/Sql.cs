using System.Data.Common;
using System.Globalization;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>Statements that take as long as they take.</summary>
internal static class Sql
{
    internal static async Task DoAsync(this DbConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of the first row, as text.</summary>
    internal static async Task<string> AskAsync(this DbConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }

    internal static async Task<IReadOnlyList<T>> AllAsync<T>(
        this DbConnection connection,
        string sql,
        Func<DbDataReader, T> read
    )
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await reader.ReadAsync())
            all.Add(read(reader));
        return all;
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }
}
