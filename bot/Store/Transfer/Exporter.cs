using System.Data;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpsBot.Bot.Store.Transfer;

/// <summary>
/// Writes everything that is stored into a file: JSON, a line a row, with the number of rows at the end, so that a file that
/// was cut short is known for one.
/// </summary>
internal sealed class Exporter(Database database, IDbContextFactory<OpsBotDb> contexts, TimeProvider clock)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file.</summary>
    /// <param name="file">Its path; one that is there is replaced when the new one is whole.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many rows there are of each table.</returns>
    /// <exception cref="UnusableStoreException">A bot uses the store just now, or it cannot be read.</exception>
    internal async Task<IReadOnlyDictionary<string, long>> WriteAsync(string file, CancellationToken cancel)
    {
        await database.OpenAloneAsync(mayChange: false, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // One moment for all tables, also where a bot should start meanwhile.
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        var partial = file + ".part";
        await using (var lines = new StreamWriter(partial))
        {
            var applied = await db.Database.GetAppliedMigrationsAsync(cancel);
            await LineAsync(lines, new TransferHead(TransferHead.Format, Short(applied), clock.GetUtcNow()));
            foreach (var table in TransferTable.All(db))
                rows[table.Name] = await WriteAsync(lines, db, table, cancel);
            await LineAsync(lines, new TransferEnd(rows));
        }

        File.Move(partial, file, overwrite: true);
        return rows;
    }

    /// <summary>The names of migrations without their times, which differ between the databases.</summary>
    internal static IReadOnlyList<string> Short(IEnumerable<string> migrations) =>
        [.. migrations.Select(name => name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..])];

    private static async Task<long> WriteAsync(
        StreamWriter lines,
        OpsBotDb db,
        TransferTable table,
        CancellationToken cancel
    )
    {
        await LineAsync(lines, new TransferTableHead(table.Name, [.. table.Columns]));
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = table.Select;
        command.CommandTimeout = 0;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        using var line = new MemoryStream();
        await using var json = new Utf8JsonWriter(line, Plain);
        var count = 0L;
        while (await rows.ReadAsync(cancel))
        {
            line.SetLength(0);
            json.Reset();
            table.Write(json, rows);
            await json.FlushAsync(cancel);
            await lines.WriteLineAsync(System.Text.Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
            count++;
        }

        return count;
    }

    private static Task LineAsync<T>(StreamWriter lines, T value) =>
        lines.WriteLineAsync(JsonSerializer.Serialize(value, TransferHead.Json));
}
