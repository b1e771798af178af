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
    public async Task<IReadOnlyList<Run>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (at, until) = (now.ToUnixTimeMilliseconds(), (now + lease).ToUnixTimeMilliseconds());
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            // Most looks find nothing: they must not wait for the writer.
            if (
                !await db.Runs.AnyAsync(
                    run => run.DueAt <= now && (run.LeaseUntil == null || run.LeaseUntil < now),
                    cancel
                )
            )
                return [];
        }

        var rows = await writer
            .DoAsync(db =>
                db.Runs.FromSql(
                        $"""
                        UPDATE "Runs" SET "LeaseUntil" = {until}, "Version" = "Version" + 1
                        WHERE "Id" IN (
                            SELECT "Id" FROM "Runs"
                            WHERE "DueAt" <= {at} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {at})
                                AND "Loop" NOT IN (
                                    SELECT "Loop" FROM "Loops" WHERE "IsPaused" AND ("Until" IS NULL OR "Until" > {at}))
                            ORDER BY "DueAt" LIMIT {most})
                        RETURNING *
                        """
                    )
                    .AsNoTracking()
                    .ToListAsync()
            )
            .WaitAsync(cancel);
        return [.. rows.OrderBy(row => row.DueAt).Select(mapping.Read)];
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

    public async Task<RunMemory> RememberAsync(RunId run, CancellationToken cancel)
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

    public async Task<Tally> TallyAsync(LoopName loop, string scope, DateOnly day, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Tallies.FirstOrDefaultAsync(
            row => row.Loop == loop.Value && row.Scope == scope && row.Day == day,
            cancel
        );
        return row is null ? default : new Tally(row.Count, row.Amount / RunCommit.TallyUnits);
    }

    public async Task<IReadOnlyList<PastRun>> PastRunsAsync(
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
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(mapping.Read)
                .Select(run => new PastRun(run.Subject.Name, run.Outcome, run.ClosedAt!.Value, run.Amount, run.Rule)),
        ];
    }
}
