using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps questions and answers. Of many answers to one question, one finds it open.</summary>
internal sealed class EscalationStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    Wake wake,
    TimeProvider clock
) : IEscalationStore
{
    public async Task<Escalation?> FindAsync(EscalationId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Escalations.FirstOrDefaultAsync(row => row.Id == id.Value, cancel);
        return row is null ? null : mapping.Read(row);
    }

    public async Task<bool> SettleAsync(Settled settled, CancellationToken cancel)
    {
        var won = await writer.DoAsync(session => StoreAsync(session, settled, clock.GetUtcNow())).WaitAsync(cancel);
        if (won)
        {
            wake.Runs();
            wake.Cards();
        }

        return won;
    }

    private static async Task<bool> StoreAsync(Session session, Settled settled, DateTimeOffset now)
    {
        var (db, id) = (session.Db, settled.Escalation.Value);
        // The run first, as everywhere: two that lock the same rows in different order wait for each other.
        var of = await session.QueryAsync(
            $"""
            UPDATE "Runs" SET "LeaseUntil" = "LeaseUntil"
            WHERE "Id" = (SELECT "RunId" FROM "Escalations" WHERE "Id" = {id})
            RETURNING "Id"
            """,
            static row => row.GetString(0)
        );
        if (of is not [var run])
            return false;
        var won = await db
            .Escalations.Where(row => row.Id == id && row.SettledAt == null)
            .ExecuteUpdateAsync(row =>
                row.SetProperty(it => it.SettledAt, now)
                    .SetProperty(it => it.Verdict, settled.Verdict)
                    .SetProperty(it => it.Choice, settled.Choice)
                    .SetProperty(it => it.By, settled.By)
                    .SetProperty(it => it.Reason, settled.Reason)
            );
        if (won == 0)
            return false;

        // The version moves on, so that a worker that was just looking at the open question cannot store what it saw.
        var woken = await db
            .Runs.Where(row =>
                row.Id == run && row.Escalation == id && (row.Stage == Stage.Asking || row.Stage == Stage.Dead)
            )
            .ExecuteUpdateAsync(row =>
                row.SetProperty(it => it.Stage, Stage.Answered)
                    .SetProperty(it => it.Version, it => it.Version + 1)
                    .SetProperty(it => it.DueAt, now)
                    .SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null)
            );
        if (woken != 1)
            throw new InvalidOperationException(
                $"the open question {id} has {woken} runs waiting on it instead of one"
            );
        var because = settled.Reason is { } reason ? $", because: {reason}" : "";
        var line = new TimelineEntry(now, $"Answered: {settled.Choice}{because}", settled.By);
        await RunCommit.TellAsync(session, run, line);
        await db
            .Cards.Where(card => card.EscalationId == id)
            .ExecuteUpdateAsync(card =>
                card.SetProperty(it => it.Wanted, it => it.Wanted + 1).SetProperty(it => it.DueAt, now)
            );
        return true;
    }
}
