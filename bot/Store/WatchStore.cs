using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Finds runs that do not go on though they should, and remembers what was said of them.</summary>
internal sealed class WatchStore(Writer writer, IDbContextFactory<OpsBotDb> contexts, Leases leases)
{
    /// <summary>Runs whose plan was decided and whose next step should have been done by a moment, also where somebody holds them.</summary>
    internal async Task<Late?> NotActedAsync(LoopName loop, DateTimeOffset by, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await LateAsync(
            db.Runs.Where(run =>
                run.Loop == loop.Value && run.ClosedAt == null && run.Stage == Stage.Acting && run.DueAt < by
            ),
            cancel
        );
    }

    /// <summary>Runs of any other stage that were due by a moment and that nobody holds.</summary>
    internal async Task<Late?> NotTakenUpAsync(LoopName loop, DateTimeOffset by, CancellationToken cancel)
    {
        var steady = leases.Steady;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await LateAsync(
            db.Runs.Where(run =>
                run.Loop == loop.Value
                && run.DueAt < by
                && run.Stage != Stage.Acting
                && (run.LeaseUntil == null || run.LeaseUntil < steady)
            ),
            cancel
        );
    }

    /// <summary>Something is wrong.</summary>
    /// <returns>Whether that is news.</returns>
    internal async Task<bool> RaiseAsync(LoopName loop, string kind) =>
        await writer.DoAsync(session =>
            session.ExecuteAsync(
                $"""
                INSERT INTO "Alarms" ("Loop", "Kind", "Since") VALUES ({loop.Value}, {kind}, {leases.Now})
                ON CONFLICT ("Loop", "Kind") DO NOTHING
                """
            )
        ) == 1;

    /// <summary>It is not, any more.</summary>
    /// <returns>Whether that is news.</returns>
    internal async Task<bool> ClearAsync(LoopName loop, string kind)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Alarms.AnyAsync(row => row.Loop == loop.Value && row.Kind == kind)
            && await writer.DoAsync(session =>
                session.ExecuteAsync($"""DELETE FROM "Alarms" WHERE "Loop" = {loop.Value} AND "Kind" = {kind}""")
            ) == 1;
    }

    private static async Task<Late?> LateAsync(IQueryable<RunRow> late, CancellationToken cancel)
    {
        var count = await late.CountAsync(cancel);
        if (count == 0)
            return null;
        var oldest = await late.OrderBy(run => run.DueAt)
            .Select(run => new
            {
                run.Id,
                run.SubjectName,
                run.DueAt,
            })
            .FirstOrDefaultAsync(cancel);
        return oldest is null ? null : new Late(count, oldest.Id, oldest.SubjectName, oldest.DueAt!.Value);
    }
}

/// <summary>Runs that are late.</summary>
/// <param name="Count">How many.</param>
/// <param name="Oldest">The id of the one that waits longest.</param>
/// <param name="Name">Its subject's name.</param>
/// <param name="Since">Since when it should have gone on.</param>
internal sealed record Late(int Count, string Oldest, string Name, DateTimeOffset Since);
