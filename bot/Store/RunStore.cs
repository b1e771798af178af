using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps runs: claims under a lease, commits fenced by version.</summary>
internal sealed class RunStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    Wake wake,
    Leases leases
) : IRunStore
{
    /// <summary>The lease is asked about once more when the row is taken: somebody may have taken it in between.</summary>
    private readonly string claimSql = $$"""
        UPDATE "Runs" SET "LeaseUntil" = {0}, "LeaseOwner" = {1}, "Version" = "Version" + 1
        WHERE "Id" IN (
            SELECT "Id" FROM "Runs"
            WHERE "Loop" = {2} AND "DueAt" <= {3} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {4})
                AND NOT EXISTS (
                    SELECT 1 FROM "Loops"
                    WHERE "Loop" = {2} AND "IsPaused")
            ORDER BY "DueAt" LIMIT {5} {{leases.SkipTaken}})
            AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {4})
        RETURNING {{RunMapping.Columns}}
        """;

    public async Task<IReadOnlyList<Run>> ClaimAsync(
        IReadOnlyCollection<LoopName> loops,
        int most,
        CancellationToken cancel
    )
    {
        var running = loops.Select(loop => loop.Value).ToArray();
        if (!leases.MayTake || !(wake.WasCalled() || await IsAnyDueAsync(running, cancel).InStoreAsync()))
            return [];
        var taken = await writer.DoAsync(session => TakeAsync(session, running, most)).WaitAsync(cancel);
        return [.. taken.OrderBy(run => run.DueAt)];
    }

    /// <summary>Most looks that nobody called for find nothing: they must not wait for the writer.</summary>
    private async Task<bool> IsAnyDueAsync(string[] loops, CancellationToken cancel)
    {
        var (now, steady) = (leases.Now, leases.Steady);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var loop in loops)
        {
            // In the order of its index: PostgreSQL would walk the table for any one of them.
            var first = await db
                .Runs.Where(run =>
                    run.Loop == loop && run.DueAt <= now && (run.LeaseUntil == null || run.LeaseUntil < steady)
                )
                .OrderBy(run => run.DueAt)
                .Select(run => run.Id)
                .FirstOrDefaultAsync(cancel);
            if (first is not null)
                return true;
        }

        return false;
    }

    private async Task<List<Run>> TakeAsync(Session session, string[] loops, int most)
    {
        var taken = new List<Run>();
        foreach (var loop in loops)
            if (most > taken.Count)
                taken.AddRange(
                    await session.QueryAsync(
                        FormattableStringFactory.Create(
                            claimSql,
                            leases.Until,
                            leases.Owner,
                            loop,
                            leases.Now,
                            leases.Steady,
                            most - taken.Count
                        ),
                        mapping.Read
                    )
                );
        return taken;
    }

    public async Task<CommitResult> CommitAsync(RunChange change, CancellationToken cancel)
    {
        // A change that was decided is stored whatever happens to the one who asked: cancelling could not undo the effect.
        try
        {
            await writer.DoAsync(
                session => new RunCommit(session, mapping, leases).StoreAsync(change),
                locksMuch: change.Caps.Count > 0
            );
        }
        catch (OvertakenException)
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

    public Task<int> LetGoAsync(
        IReadOnlyCollection<LoopName> loops,
        IReadOnlySet<RunId> inHand,
        CancellationToken cancel
    ) => writer.DoAsync(session => FreeAsync(session, [.. loops], inHand)).WaitAsync(cancel);

    public Task<Tally> TallyAsync(
        LoopName loop,
        string scope,
        DateOnly day,
        RunId? besides,
        CancellationToken cancel
    ) => CountedAsync((loop, scope, day), besides, cancel).InStoreAsync();

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

    private async Task<Tally> CountedAsync(
        (LoopName Loop, string Scope, DateOnly Day) what,
        RunId? besides,
        CancellationToken cancel
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Tallies.ReadAsync(db, what, besides, cancel);
    }

    private async Task<int> FreeAsync(Session session, LoopName[] loops, IReadOnlySet<RunId> inHand)
    {
        var freed = 0;
        foreach (var loop in loops)
        foreach (var run in await HeldAsync(session, loop))
            if (!inHand.Contains(new RunId(run)))
                freed += await session.ExecuteAsync(
                    $"""
                    UPDATE "Runs" SET "LeaseUntil" = NULL, "LeaseOwner" = NULL
                    WHERE "Id" = {run} AND "LeaseOwner" = {leases.Owner}
                    """
                );
        return freed;
    }

    private Task<List<string>> HeldAsync(Session session, LoopName loop) =>
        session.QueryAsync(
            $"""
            SELECT "Id" FROM "Runs"
            WHERE "Loop" = {loop.Value} AND "DueAt" <= {leases.Now} AND "LeaseOwner" = {leases.Owner}
                AND "LeaseUntil" IS NOT NULL
            """,
            static row => row.GetString(0)
        );

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
