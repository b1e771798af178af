using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bot.Store;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>
/// Fills a store with history: copies of a run that the bot has just closed, with every row it left in every table, one every
/// 30 seconds back in time. Written as SQL from the model itself, so that it follows what the store becomes.
/// </summary>
internal static class PastRuns
{
    private const int AtOnce = 50_000;
    private const string Id = """('0past' || substr(CAST(100000000000 + n.i AS TEXT), 2))""";
    private const string EventId = """('0sent' || substr(CAST(100000000000 + n.i AS TEXT), 2))""";

    /// <summary>As random as the ids of vendors, so that indexes are filled in no order.</summary>
    private const string Scattered = """CAST((n.i * 2654435761) % 4294967296 AS TEXT) || '-' || CAST(n.i AS TEXT)""";

    /// <summary>What the subject of a past run is called.</summary>
    internal static string NameOf(int run) =>
        string.Create(CultureInfo.InvariantCulture, $"#P{run * 2654435761L % 4294967296L}-{run}");

    /// <summary>Fills up to so many past runs; those that are there already stay.</summary>
    internal static async Task FillAsync(SpeedBot.Home home, int depth)
    {
        await using var bot = SpeedBot.Build(home);
        var contexts = bot.Services.GetRequiredService<IDbContextFactory<OpsBotDb>>();
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        if (home.Provider == "Sqlite")
            await DoAsync(
                connection,
                "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY"
            );
        var template = await AskAsync(connection, """SELECT MAX("Id") FROM "Runs" WHERE "ClosedAt" IS NOT NULL""");
        var there = await AskAsync(connection, """SELECT COUNT(*) FROM "Runs" WHERE "Id" LIKE '0past%'""");
        for (var from = int.Parse(there, CultureInfo.InvariantCulture); from < depth; from += AtOnce)
            await CopyAsync(connection, db.Model, template, (from + 1, Math.Min(depth, from + AtOnce)));
        if (home.Provider == "Sqlite")
            await DoAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task CopyAsync(DbConnection connection, IModel model, string run, (int From, int To) part)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var tables = model.GetEntityTypes().ToDictionary(type => type.GetTableName()!, StringComparer.Ordinal);
        var sent = await AskAsync(connection, $"""SELECT "EventId" FROM "RunEvents" WHERE "RunId" = '{run}'""");
        foreach (var (table, type) in tables)
        {
            var from = table switch
            {
                "Runs" => $"""t."Id" = '{run}'""",
                "Events" => $"""t."Id" = '{sent}'""",
                _ when type.FindProperty("RunId") is not null => $"""t."RunId" = '{run}'""",
                _ => null,
            };
            if (from is not null)
                await DoAsync(connection, Copy(table, type, from, part));
        }

        await transaction.CommitAsync();
    }

    private static string Copy(string table, IEntityType type, string from, (int From, int To) part)
    {
        var columns = type.GetProperties()
            .Where(property => !IsNumbered(property))
            .Select(it => it.GetColumnName())
            .ToList();
        return $"""
            WITH RECURSIVE n(i) AS (
                SELECT CAST({part.From} AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {part.To})
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
            SELECT {string.Join(", ", columns.Select(column => Value(table, column)))}
            FROM n CROSS JOIN "{table}" t WHERE {from}
            """;
    }

    /// <summary>Given a number by the database.</summary>
    private static bool IsNumbered(IProperty property) =>
        property.ValueGenerated is ValueGenerated.OnAdd && property.ClrType == typeof(long);

    private static string Value(string table, string column) =>
        (table, column) switch
        {
            ("Runs", "Id") or (_, "RunId") => Id,
            ("Events", "Id") or ("RunEvents", "EventId") => EventId,
            ("Runs", "SubjectKey") or ("Events", "DedupeKey") => $"'P' || {Scattered}",
            ("Runs", "SubjectName") => $"'#P' || {Scattered}",
            ("Runs", "Party") => "'customer/' || CAST(n.i % 100000 AS TEXT)",
            (_, "At" or "CreatedAt" or "ClosedAt" or "ReceivedAt") => $"t.\"{column}\" - n.i * 30000",
            _ => $"t.\"{column}\"",
        };

    private static async Task DoAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> AskAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
