using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps loops' own state, and answers what people ask about loops and runs.</summary>
internal sealed class LoopStore(
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    PauseStore pauses,
    Leases leases
) : ILoopStore
{
    public Task<IReadOnlyList<LoopState>> StatesAsync(CancellationToken cancel) => pauses.StatesAsync(cancel);

    public Task PauseAsync(LoopState state, CancellationToken cancel) => pauses.PauseAsync(state);

    public async Task<Resumed?> ResumeAsync(LoopName loop, string by, int perSecond, CancellationToken cancel)
    {
        // It may trip, or be paused anew, between the look and the change: then it is that pause that ends.
        while ((await StatesAsync(cancel)).FirstOrDefault(it => it.Loop == loop && it.IsPaused) is { } state)
            if (await pauses.ResumeAsync(state, by, perSecond, cancel) is { } resumed)
                return resumed;
        return null;
    }

    public async Task<IReadOnlyList<Resumed>> EndPausesAsync(Func<LoopName, int> perSecond, CancellationToken cancel)
    {
        var now = leases.Now;
        var over = new List<Resumed>();
        foreach (var state in (await StatesAsync(cancel)).Where(state => state.IsPaused && state.Until <= now))
            if (await pauses.ResumeAsync(state, by: null, perSecond(state.Loop), cancel) is { } resumed)
                over.Add(resumed);
        return over;
    }

    public async Task<LoopCounts> CountAsync(LoopName loop, DateTimeOffset since, CancellationToken cancel)
    {
        var now = leases.Now;
        // A deadline rests while its loop is paused: what was not overdue then is not.
        var late = pauses.PausedSince(loop) ?? now;
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
        // By their index alone, which holds nothing that is closed: whether one is just in hand only its row would tell.
        var parked = runs.Where(run => run.DueAt <= now);
        return new LoopCounts
        {
            Caught = await runs.CountAsync(run => run.CreatedAt >= since, cancel),
            Cleared = closed.GetValueOrDefault(Outcome.Cleared),
            Decided = closed.GetValueOrDefault(Outcome.Approved) + closed.GetValueOrDefault(Outcome.Denied),
            Asking = open.GetValueOrDefault(Stage.Asking),
            Busy = open.Where(stage => stage.Key is not (Stage.Asking or Stage.Waiting or Stage.Dead))
                .Sum(stage => stage.Value),
            Overdue = await db.Escalations.CountAsync(
                asked => asked.Loop == loop.Value && asked.SettledAt == null && asked.Deadline < late,
                cancel
            ),
            Waiting = open.GetValueOrDefault(Stage.Waiting),
            Dead = open.GetValueOrDefault(Stage.Dead),
            Parked = await parked.CountAsync(cancel),
            ParkedSince = await parked.OrderBy(run => run.DueAt).Select(run => run.DueAt).FirstOrDefaultAsync(cancel),
            Oldest = await runs.Where(run => run.ClosedAt == null)
                .OrderBy(run => run.CreatedAt)
                .Select(run => (DateTimeOffset?)run.CreatedAt)
                .FirstOrDefaultAsync(cancel),
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
        return rows.ConvertAll(row => mapping.Read(row, pauses));
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
        return rows.ConvertAll(row => new TimelineEntry(row.At, row.Text, row.By) { To = row.To });
    }
}
