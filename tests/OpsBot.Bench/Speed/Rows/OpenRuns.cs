using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>Fills a store with runs that wait for a time, each of another subject, and brings the time of some of them near.</summary>
internal static class OpenRuns
{
    /// <summary>How many are open.</summary>
    internal const int Count = 100_000;

    /// <summary>One of so many becomes due together with others.</summary>
    private const int Every = 200;

    private static readonly Copies Copies = new("0open", leaves: ["Effects", "Timeline", "Moves"], Change);

    /// <summary>Their times are a hundred days ahead, 30 seconds apart.</summary>
    internal static Task FillAsync(SpeedBot.Home home) => Copies.FillAsync(home, Count);

    /// <summary>Makes a part of them due from a moment on, evenly over a time.</summary>
    /// <param name="store">The bot's store, seen from here.</param>
    /// <param name="part">Which, from 1: each part is made due once.</param>
    /// <param name="from">When the first is due.</param>
    /// <param name="within">The time from the first to the last.</param>
    /// <returns>Their subjects, and when each is due.</returns>
    internal static async Task<IReadOnlyList<(string Subject, DateTimeOffset DueAt)>> MakeDueAsync(
        IServiceProvider store,
        int part,
        DateTimeOffset from,
        TimeSpan within
    )
    {
        await using var db = await store.GetRequiredService<IDbContextFactory<OpsBotDb>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var apart = within.TotalMilliseconds * Every / Count;
        return await db
            .Database.GetDbConnection()
            .AllAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    WITH RECURSIVE n(i) AS (
                        SELECT CAST({part} AS BIGINT) UNION ALL SELECT i + {Every} FROM n WHERE i + {Every} <= {Count})
                    UPDATE "Runs" SET "DueAt" = {from.ToUnixTimeMilliseconds()} + n.i / {Every} * {(long)apart}
                    FROM n WHERE "Runs"."Id" = {Copies.Id}
                    RETURNING "SubjectKey", "DueAt"
                    """
                ),
                static row => (row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))
            );
    }

    private static string? Change(string table, string column) =>
        (table, column) switch
        {
            ("Runs", "Stage") => ((int)Stage.Waiting).ToString(CultureInfo.InvariantCulture),
            ("Runs", "Outcome" or "Heading" or "Step" or "StepsBefore") => "0",
            ("Runs", "ClosedAt") => "CAST(NULL AS BIGINT)",
            ("Runs", "Plan") => "NULL",
            ("Runs", "DueAt") => """t."CreatedAt" + 8640000000 + n.i * 30000""",
            _ => null,
        };
}
