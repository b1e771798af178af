using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps loops' own state, and answers what people ask about loops and runs.</summary>
internal sealed class LoopStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    Wake wake,
    Leases leases
) : ILoopStore, IPauses
{
    private volatile Dictionary<LoopName, LoopState> states = [];

    public bool IsPaused(LoopName loop) =>
        !leases.MayTake || (states.TryGetValue(loop, out var state) && state.IsPausedAt(leases.Now));

    public async Task<IReadOnlyList<LoopState>> StatesAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.Loops.ToListAsync(cancel);
        return rows.ConvertAll(row => new LoopState(
            new LoopName(row.Loop),
            row.IsPaused,
            row.By,
            row.At,
            row.Because,
            row.Until
        ));
    }

    public async Task RememberAsync(CancellationToken cancel) =>
        states = (await StatesAsync(cancel)).ToDictionary(state => state.Loop);

    public async Task SetAsync(LoopState state, CancellationToken cancel)
    {
        // Known here before it is stored: a pause must not be late by a commit.
        states = new Dictionary<LoopName, LoopState>(states) { [state.Loop] = state };
        await writer.DoAsync(async session =>
        {
            await leases.TellOthersAsync(session);
            return await session.ExecuteAsync(
                $"""
                INSERT INTO "Loops" ("Loop", "IsPaused", "By", "At", "Because", "Until")
                VALUES ({state.Loop.Value}, {state.IsPaused}, {state.By}, {state.At}, {state.Because}, {state.Until})
                ON CONFLICT ("Loop") DO UPDATE SET "IsPaused" = excluded."IsPaused", "By" = excluded."By",
                    "At" = excluded."At", "Because" = excluded."Because", "Until" = excluded."Until"
                """
            );
        });
        wake.Runs();
    }

    public async Task<LoopCounts> CountAsync(LoopName loop, DateTimeOffset since, CancellationToken cancel)
    {
        var now = leases.Now;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var runs = db.Runs.Where(run => run.Loop == loop.Value);
        var open = await runs.Where(run => run.ClosedAt == null)
            .GroupBy(run => run.Stage)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var closed = await runs.Where(run => run.ClosedAt >= since)
            .GroupBy(run => run.Outcome)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return new LoopCounts
        {
            Caught = await runs.CountAsync(run => run.CreatedAt >= since, cancel),
            Cleared = closed.GetValueOrDefault(Outcome.Cleared),
            Decided = closed.GetValueOrDefault(Outcome.Approved) + closed.GetValueOrDefault(Outcome.Denied),
            Asking = open.GetValueOrDefault(Stage.Asking),
            Busy = open.Where(stage => stage.Key is not (Stage.Asking or Stage.Waiting or Stage.Dead))
                .Sum(stage => stage.Value),
            Overdue = await db.Escalations.CountAsync(
                asked => asked.Loop == loop.Value && asked.SettledAt == null && asked.Deadline < now,
                cancel
            ),
            Waiting = open.GetValueOrDefault(Stage.Waiting),
            Dead = open.GetValueOrDefault(Stage.Dead),
            Parked = await runs.CountAsync(
                run => run.ClosedAt == null && run.DueAt <= now && run.LeaseUntil == null,
                cancel
            ),
            Oldest = await runs.Where(run => run.ClosedAt == null)
                .Select(run => (DateTimeOffset?)run.CreatedAt)
                .MinAsync(cancel),
        };
    }

    public async Task<IReadOnlyList<Escalation>> OpenAsync(int most, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db
            .Escalations.Where(asked => asked.SettledAt == null)
            .OrderBy(asked => asked.Deadline)
            .Take(most)
            .ToListAsync(cancel);
        return rows.ConvertAll(mapping.Read);
    }

    public async Task<IReadOnlyList<Escalation>> StuckAsync(LoopName loop, int most, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db
            .Escalations.Where(asked =>
                asked.SettledAt == null && asked.Kind == EscalationKind.Trouble && asked.Loop == loop.Value
            )
            .OrderBy(asked => asked.Deadline)
            .Take(most)
            .ToListAsync(cancel);
        return rows.ConvertAll(mapping.Read);
    }

    public async Task<IReadOnlyList<Run>> FindRunsAsync(string idOrName, int most, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db
            .Runs.Where(run => run.Id == idOrName || run.SubjectName == idOrName)
            .OrderByDescending(run => run.CreatedAt)
            .Take(most)
            .ToListAsync(cancel);
        return rows.ConvertAll(mapping.Read);
    }

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(RunId run, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db
            .Timeline.Where(line => line.RunId == run.Value)
            .OrderBy(line => line.Id)
            .ToListAsync(cancel);
        return rows.ConvertAll(row => new TimelineEntry(row.At, row.Text, row.By));
    }
}
