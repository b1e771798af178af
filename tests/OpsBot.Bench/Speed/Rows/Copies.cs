using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bot.Store;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>
/// Fills a store with copies of a run that the bot has just closed, one every 30 seconds back in time. Written as SQL from the
/// model itself, so that it follows what the store becomes.
/// </summary>
/// <param name="prefix">What their ids begin with: five characters, the first a zero, so that they sort before all others.</param>
/// <param name="leaves">Tables of which nothing is copied.</param>
/// <param name="change">What a table's column is in the copies, as SQL over <c>t</c> and <c>n.i</c>; nothing where it is as usual.</param>
internal sealed class Copies(string prefix, IReadOnlyCollection<string> leaves, Func<string, string, string?> change)
{
    private const int AtOnce = 50_000;

    /// <summary>As random as the ids of vendors, so that indexes are filled in no order.</summary>
    private const string Scattered = """CAST((n.i * 2654435761) % 4294967296 AS TEXT) || '-' || CAST(n.i AS TEXT)""";

    /// <summary>The id of copy <c>n.i</c>, as SQL.</summary>
    internal string Id => $"('{prefix}' || substr(CAST(100000000000 + n.i AS TEXT), 2))";

    /// <summary>What the subject of a copy is called.</summary>
    internal static string NameOf(int run) =>
        string.Create(CultureInfo.InvariantCulture, $"#P{run * 2654435761L % 4294967296L}-{run}");

    /// <summary>Fills up to so many copies; those that are there already stay.</summary>
    internal async Task FillAsync(SpeedBot.Home home, int count)
    {
        await using var bot = SpeedBot.Build(home);
        var contexts = bot.Services.GetRequiredService<IDbContextFactory<OpsBotDb>>();
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var isSqlite = home.Provider == "Sqlite";
        if (isSqlite)
            await connection.DoAsync(
                "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY"
            );
        var template = await connection.AskAsync("""SELECT MAX("Id") FROM "Runs" WHERE "ClosedAt" IS NOT NULL""");
        var there = await connection.AskAsync($"""SELECT COUNT(*) FROM "Runs" WHERE "Id" LIKE '{prefix}%'""");
        for (var from = int.Parse(there, CultureInfo.InvariantCulture); from < count; from += AtOnce)
            await CopyAsync(connection, db.Model, template, (from + 1, Math.Min(count, from + AtOnce)));
        // A server does so by itself soon after: nobody is to be measured in between.
        await connection.DoAsync(isSqlite ? "PRAGMA wal_checkpoint(TRUNCATE)" : "ANALYZE");
    }

    private async Task CopyAsync(DbConnection connection, IModel model, string run, (int From, int To) part)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var tables = model
            .GetEntityTypes()
            .Where(type => !leaves.Contains(type.GetTableName()))
            .ToDictionary(type => type.GetTableName()!, StringComparer.Ordinal);
        var sent = await connection.AskAsync($"""SELECT "EventId" FROM "RunEvents" WHERE "RunId" = '{run}'""");
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
                await connection.DoAsync(Copy(table, type, from, part));
        }

        await transaction.CommitAsync();
    }

    private string Copy(string table, IEntityType type, string from, (int From, int To) part)
    {
        var columns = type.GetProperties()
            .Where(property => !IsNumbered(property))
            .Select(it => it.GetColumnName())
            .ToList();
        return $"""
            WITH RECURSIVE n(i) AS (
                SELECT CAST({part.From} AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {part.To})
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
            SELECT {string.Join(", ", columns.Select(column => change(table, column) ?? Value(table, column)))}
            FROM n CROSS JOIN "{table}" t WHERE {from}
            """;
    }

    /// <summary>Given a number by the database.</summary>
    private static bool IsNumbered(IProperty property) =>
        property.ValueGenerated is ValueGenerated.OnAdd && property.ClrType == typeof(long);

    private string Value(string table, string column) =>
        (table, column) switch
        {
            ("Runs" or "Events", "Id") or (_, "RunId") or ("RunEvents", "EventId") => Id,
            ("Runs", "SubjectKey") or ("Events", "DedupeKey") => $"'P' || {Scattered}",
            ("Runs", "SubjectName") => $"'#P' || {Scattered}",
            ("Runs", "Party") => "'customer/' || CAST(n.i % 100000 AS TEXT)",
            (_, "At" or "CreatedAt" or "ClosedAt" or "ReceivedAt") => $"t.\"{column}\" - n.i * 30000",
            _ => $"t.\"{column}\"",
        };
}
