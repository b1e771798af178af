using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps runs: claims under a lease, commits fenced by version.</summary>
internal sealed class RunStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    Wake wake,
    TimeProvider clock
) : IRunStore
{
    /// <summary>Longer than any one step may take.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Run>> ClaimAsync(
        IReadOnlyCollection<LoopName> loops,
        int most,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var running = loops.Select(loop => loop.Value).ToArray();
        if (!await IsAnyDueAsync(running, now, cancel).InStoreAsync())
            return [];
        var rows = await writer.DoAsync(db => TakeAsync(db, running, most, now)).WaitAsync(cancel);
        return [.. rows.OrderBy(row => row.DueAt).Select(mapping.Read)];
    }

    /// <summary>Most looks find nothing: they must not wait for the writer.</summary>
    private async Task<bool> IsAnyDueAsync(string[] loops, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Runs.AnyAsync(
            run => run.DueAt <= now && (run.LeaseUntil == null || run.LeaseUntil < now) && loops.Contains(run.Loop),
            cancel
        );
    }

    private static async Task<List<RunRow>> TakeAsync(OpsBotDb db, string[] loops, int most, DateTimeOffset now)
    {
        var (at, until) = (now.ToUnixTimeMilliseconds(), (now + Lease).ToUnixTimeMilliseconds());
        var taken = new List<RunRow>();
        foreach (var loop in loops)
            taken.AddRange(
                await db
                    .Runs.FromSql(
                        $"""
                        UPDATE "Runs" SET "LeaseUntil" = {until}, "Version" = "Version" + 1
                        WHERE "Id" IN (
                            SELECT "Id" FROM "Runs"
                            WHERE "Loop" = {loop} AND "DueAt" <= {at} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {at})
                                AND NOT EXISTS (
                                    SELECT 1 FROM "Loops"
                                    WHERE "Loop" = {loop} AND "IsPaused" AND ("Until" IS NULL OR "Until" > {at}))
                            ORDER BY "DueAt" LIMIT {most - taken.Count})
                        RETURNING *
                        """
                    )
                    .AsNoTracking()
                    .ToListAsync()
            );
        return taken;
    }

    public async Task<CommitResult> CommitAsync(RunChange change, CancellationToken cancel)
    {
        // A change that was decided is stored whatever happens to the one who asked: cancelling could not undo the effect.
        try
        {
            await writer.DoAsync(db => new RunCommit(db, mapping, clock.GetUtcNow()).StoreAsync(change));
        }
        catch (DbUpdateConcurrencyException)
        {
            return CommitResult.Overtaken;
        }
        catch (CapReachedException)
        {
            return CommitResult.CapReached;
        }

        if (change.After.DueAt is not null && !change.KeepLease)
            wake.Runs();
        if (change.Before.Escalation is not null || change.After.Escalation is not null)
            wake.Cards();
        return CommitResult.Stored;
    }

    public Task<RunMemory> RememberAsync(RunId run, CancellationToken cancel) =>
        RecallAsync(run, cancel).InStoreAsync();

    public Task<Tally> TallyAsync(LoopName loop, string scope, DateOnly day, CancellationToken cancel) =>
        CountedAsync(loop, scope, day, cancel).InStoreAsync();

    public Task<IReadOnlyList<PastRun>> PastRunsAsync(
        LoopName loop,
        string party,
        int most,
        CancellationToken cancel
    ) => EndedAsync(loop, party, most, cancel).InStoreAsync();

    private async Task<RunMemory> RecallAsync(RunId run, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var effects = await db
            .Effects.Where(row => row.RunId == run.Value)
            .OrderBy(row => row.Step)
            .ToListAsync(cancel);
        var asked = await db
            .Escalations.Where(row => row.RunId == run.Value)
            .OrderBy(row => row.OpenedAt)
            .ToListAsync(cancel);
        return new RunMemory([.. effects.Select(mapping.Read)], [.. asked.Select(mapping.Read)]);
    }

    private async Task<Tally> CountedAsync(LoopName loop, string scope, DateOnly day, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Tallies.FirstOrDefaultAsync(
            row => row.Loop == loop.Value && row.Scope == scope && row.Day == day,
            cancel
        );
        return row is null ? default : new Tally(row.Count, row.Amount / RunCommit.TallyUnits);
    }

    private async Task<IReadOnlyList<PastRun>> EndedAsync(
        LoopName loop,
        string party,
        int most,
        CancellationToken cancel
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db
            .Runs.Where(row => row.Loop == loop.Value && row.Party == party && row.ClosedAt != null)
            .OrderByDescending(row => row.ClosedAt)
            .Take(most)
            .Select(row => new
            {
                row.SubjectName,
                row.Outcome,
                row.ClosedAt,
                row.Amount,
                row.Currency,
            })
            .ToListAsync(cancel);
        return rows.ConvertAll(row => new PastRun(
            row.SubjectName,
            row.Outcome,
            row.ClosedAt!.Value,
            row is { Amount: { } amount, Currency: { } currency } ? new Money(amount, currency) : null
        ));
    }
}
