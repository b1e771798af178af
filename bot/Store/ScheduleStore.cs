using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps when things are to be done again. Of several nodes one does each, under a lease.</summary>
internal sealed class ScheduleStore(Writer writer, IDbContextFactory<OpsBotDb> contexts, Leases leases)
{
    /// <summary>Makes sure that a schedule is kept. One that is kept already is due no later than asked for.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="times">When it is due, in words: where these changed, what was kept does not count.</param>
    /// <param name="due">When it is due next.</param>
    internal async Task EnsureAsync(string name, string times, DateTimeOffset due)
    {
        await writer.DoAsync(session =>
            session.ExecuteAsync(
                $"""
                INSERT INTO "Schedules" ("Name", "Times", "DueAt") VALUES ({name}, {times}, {due})
                ON CONFLICT ("Name") DO UPDATE SET
                    "DueAt" = CASE WHEN "Schedules"."Times" = excluded."Times" AND "Schedules"."DueAt" < excluded."DueAt"
                        THEN "Schedules"."DueAt" ELSE excluded."DueAt" END,
                    "Times" = excluded."Times"
                """
            )
        );
    }

    /// <summary>What is due and nobody does.</summary>
    internal async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancel)
    {
        var (now, steady) = (leases.Now, leases.Steady);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .Schedules.Where(row => row.DueAt <= now && (row.LeaseUntil == null || row.LeaseUntil < steady))
            .Select(row => row.Name)
            .ToListAsync(cancel);
    }

    /// <summary>Takes a firing that is due.</summary>
    /// <returns>Until when it is held; nothing where somebody else has it.</returns>
    internal async Task<DateTimeOffset?> ClaimAsync(string name, CancellationToken cancel)
    {
        var (now, steady, until) = (leases.Now, leases.Steady, leases.Until);
        var taken = await writer
            .DoAsync(session =>
                session.ExecuteAsync(
                    $"""
                    UPDATE "Schedules" SET "LeaseUntil" = {until}, "LeaseOwner" = {leases.Owner}
                    WHERE "Name" = {name} AND "DueAt" <= {now} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {steady})
                    """
                )
            )
            .WaitAsync(cancel);
        return taken == 1 ? until : null;
    }

    /// <summary>A firing is over, and the next is known.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="held">Until when it was held: another's lease is left alone.</param>
    /// <param name="next">When it is due next.</param>
    internal Task DoneAsync(string name, DateTimeOffset held, DateTimeOffset next) =>
        writer.DoAsync(session =>
            session.ExecuteAsync(
                $"""
                UPDATE "Schedules" SET "DueAt" = {next}, "LeaseUntil" = NULL, "LastAt" = {leases.Now}
                WHERE "Name" = {name} AND "LeaseUntil" = {held}
                """
            )
        );
}
