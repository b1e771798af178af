using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>What the disk under the store can do at most: commits of one row, and rows where 64 share a commit. Nothing but SQLite.</summary>
internal static class Disk
{
    internal const string Group = "Peer: the disk alone, SQLite, WAL, synchronous=FULL";
    internal const string Commits = "commits of one row";
    private const int Together = 64;
    private const int Bytes = 400;

    internal static async Task MeasureAsync(Bench bench)
    {
        var file = Path.Combine(bench.Root, "disk.db");
        await using var connection = await OpenAsync(file);
        var seconds = bench.Options.IsQuick ? 1 : 5;
        bench.Add(Group, Commits, "/s", await bench.RepeatAsync(() => RateAsync(connection, 1, seconds)));
        bench.Add(
            Group,
            "rows where 64 share a commit",
            "/s",
            await bench.RepeatAsync(() => RateAsync(connection, Together, seconds))
        );
    }

    internal static async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS Rows (Id TEXT PRIMARY KEY, Body BLOB)";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<double> RateAsync(SqliteConnection connection, int together, int seconds)
    {
        var began = Stopwatch.GetTimestamp();
        var rows = 0;
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Rows VALUES ($id, $body)";
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        insert.Parameters.AddWithValue("$body", new byte[Bytes]);
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            insert.Transaction = (SqliteTransaction)transaction;
            for (var row = 0; row < together; row++, rows++)
            {
                id.Value = string.Create(CultureInfo.InvariantCulture, $"{began:x}{rows:x8}");
                await insert.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        return rows / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
