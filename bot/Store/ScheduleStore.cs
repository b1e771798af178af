using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps when things are to be done again. Of several nodes one does each, under a lease.</summary>
internal sealed class ScheduleStore(Writer writer, IDbContextFactory<OpsBotDb> contexts, TimeProvider clock)
{
    /// <summary>Longer than anything scheduled may take.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Makes sure that a schedule is kept. One that is kept already is due no later than asked for.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="times">When it is due, in words: where these changed, what was kept does not count.</param>
    /// <param name="due">When it is due next.</param>
    internal async Task EnsureAsync(string name, string times, DateTimeOffset due)
    {
        var at = due.ToUnixTimeMilliseconds();
        await writer.DoAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Schedules" ("Name", "Times", "DueAt") VALUES ({name}, {times}, {at})
                ON CONFLICT ("Name") DO UPDATE SET
                    "DueAt" = CASE WHEN "Schedules"."Times" = excluded."Times" AND "Schedules"."DueAt" < excluded."DueAt"
                        THEN "Schedules"."DueAt" ELSE excluded."DueAt" END,
                    "Times" = excluded."Times"
                """
            );
            // A file has one process: whoever held a lease is dead, and the next firing must not wait for its end.
            return db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true
                ? await db.Database.ExecuteSqlAsync(
                    $"""UPDATE "Schedules" SET "LeaseUntil" = NULL WHERE "Name" = {name}"""
                )
                : 0;
        });
    }

    /// <summary>What is due and nobody does.</summary>
    internal async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .Schedules.Where(row => row.DueAt <= now && (row.LeaseUntil == null || row.LeaseUntil < now))
            .Select(row => row.Name)
            .ToListAsync(cancel);
    }

    /// <summary>Takes a firing that is due.</summary>
    /// <returns>Until when it is held; nothing where somebody else has it.</returns>
    internal async Task<DateTimeOffset?> ClaimAsync(string name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (at, until) = (now.ToUnixTimeMilliseconds(), (now + Lease).ToUnixTimeMilliseconds());
        var taken = await writer
            .DoAsync(db =>
                db.Schedules.FromSql(
                        $"""
                        UPDATE "Schedules" SET "LeaseUntil" = {until}
                        WHERE "Name" = {name} AND "DueAt" <= {at} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {at})
                        RETURNING *
                        """
                    )
                    .AsNoTracking()
                    .ToListAsync()
            )
            .WaitAsync(cancel);
        return taken is [var row] ? row.LeaseUntil : null;
    }

    /// <summary>A firing is over, and the next is known.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="held">Until when it was held: another's lease is left alone.</param>
    /// <param name="next">When it is due next.</param>
    internal Task DoneAsync(string name, DateTimeOffset held, DateTimeOffset next) =>
        writer.DoAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                UPDATE "Schedules" SET "DueAt" = {next.ToUnixTimeMilliseconds()}, "LeaseUntil" = NULL,
                    "LastAt" = {clock.GetUtcNow().ToUnixTimeMilliseconds()}
                WHERE "Name" = {name} AND "LeaseUntil" = {held.ToUnixTimeMilliseconds()}
                """
            )
        );
}
