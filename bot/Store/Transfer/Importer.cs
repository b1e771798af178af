using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store.Transfer;

/// <summary>Reads an exported file into an empty store: all of it, or nothing.</summary>
internal sealed class Importer(Database database, IDbContextFactory<OpsBotDb> contexts)
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="cancel">Stops it; nothing is stored then.</param>
    /// <returns>How many rows there are of each table.</returns>
    /// <exception cref="FormatException">The file is not what it should be; the message says where.</exception>
    /// <exception cref="UnusableStoreException">The store is not empty, is in use, or cannot be written.</exception>
    internal async Task<IReadOnlyDictionary<string, long>> ReadAsync(string file, CancellationToken cancel)
    {
        await database.OpenAloneAsync(mayChange: true, cancel);
        await using var session = new Session(await contexts.CreateDbContextAsync(cancel));
        await session.OpenAsync(cancel);
        await using var transaction = await session.BeginAsync(cancel);
        await EmptyAsync(session, cancel);
        var number = 0;
        try
        {
            var rows = await ReadAsync(session, NumberedAsync(File.ReadLinesAsync(file, cancel)), cancel);
            await database.RenumberAsync(session);
            await transaction.CommitAsync(cancel);
            return rows;
        }
        catch (Exception wrong)
            when (wrong is JsonException or FormatException or InvalidOperationException or DbException)
        {
            throw new FormatException($"{file}, line {number}: {wrong.Message}. Nothing was imported.", wrong);
        }

        async IAsyncEnumerable<string> NumberedAsync(IAsyncEnumerable<string> lines)
        {
            await foreach (var line in lines)
            {
                number++;
                yield return line;
            }
        }
    }

    /// <summary>What a bot that was only started leaves is no reason to refuse; all that it caught and did is.</summary>
    private static async Task EmptyAsync(Session session, CancellationToken cancel)
    {
        if (await session.Db.Events.AnyAsync(cancel) || await session.Db.Runs.AnyAsync(cancel))
            throw new UnusableStoreException("The store that Store names is not empty. Import into a new one.");
        foreach (var table in TransferTable.All(session.Db))
            await session.ExecuteAsync(FormattableStringFactory.Create($"DELETE FROM \"{table.Name}\""));
    }

    private static async Task<IReadOnlyDictionary<string, long>> ReadAsync(
        Session session,
        IAsyncEnumerable<string> lines,
        CancellationToken cancel
    )
    {
        var tables = TransferTable.All(session.Db).ToDictionary(table => table.Name, StringComparer.Ordinal);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        TransferTable? table = null;
        TransferEnd? end = null;
        var isHead = true;
        await foreach (var line in lines.WithCancellation(cancel))
        {
            if (end is not null)
                throw new FormatException("there is something after the end");
            var json = JsonSerializer.Deserialize<JsonElement>(line);
            if (isHead)
                await CheckAsync(session, json);
            else if (json.ValueKind is JsonValueKind.Array)
                await AddAsync(session, table, json, rows);
            else if (json.TryGetProperty("rows", out _))
                end = json.Deserialize<TransferEnd>(TransferHead.Json);
            else
                table = Find(tables, json, rows);
            isHead = false;
        }

        if (end is null || !Same(end.Rows, rows))
            throw new FormatException("the file is not whole: it does not end with as many rows as it says");
        return rows;
    }

    private static async Task AddAsync(
        Session session,
        TransferTable? table,
        JsonElement row,
        Dictionary<string, long> rows
    )
    {
        if (table is null)
            throw new FormatException("a row comes before its table");
        await session.ExecuteAsync(FormattableStringFactory.Create(table.Insert, table.Read(row)));
        rows[table.Name]++;
    }

    private static TransferTable Find(
        Dictionary<string, TransferTable> tables,
        JsonElement json,
        Dictionary<string, long> rows
    )
    {
        var head = json.Deserialize<TransferTableHead>(TransferHead.Json)!;
        if (!tables.TryGetValue(head.Table, out var table) || !table.Columns.SequenceEqual(head.Columns))
            throw new FormatException($"{head.Table} is not a table of this version, or has other columns");
        rows.Add(table.Name, 0);
        return table;
    }

    private static async Task CheckAsync(Session session, JsonElement json)
    {
        var head = json.Deserialize<TransferHead>(TransferHead.Json);
        if (head is not { OpsBot: TransferHead.Format, Schema: { } schema })
            throw new FormatException("this is not a file that opsbot export has written");
        var ours = Exporter.Short(await session.Db.Database.GetAppliedMigrationsAsync());
        if (!ours.SequenceEqual(schema))
            throw new FormatException(
                $"it was written by a version whose store is at {(schema.Count == 0 ? "nothing" : schema[^1])}, this one is at {ours[^1]}. Export and import with the same version"
            );
    }

    private static bool Same(IReadOnlyDictionary<string, long> told, Dictionary<string, long> read) =>
        told.Count == read.Count && told.All(pair => read.GetValueOrDefault(pair.Key, -1) == pair.Value);
}
