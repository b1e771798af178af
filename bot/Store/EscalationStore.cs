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
        var row = await db.Escalations.FirstOrDefaultAsync(row => row.Id == id.Value, cancel).InStoreAsync();
        if (row is null)
            return null;
        return mapping.Read(row) with { Inquiries = await CaseStore.InquiriesAsync(db, id, cancel) };
    }

    public async Task<IReadOnlyList<Escalation>> FindAsync(IReadOnlyList<EscalationId> ids, CancellationToken cancel)
    {
        var wanted = ids.Select(id => id.Value).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db
            .Escalations.Where(row => wanted.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancel)
            .InStoreAsync();
        return [.. wanted.Where(rows.ContainsKey).Select(id => mapping.Read(rows[id]))];
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
        var id = settled.Escalation.Value;
        if (await WakeAsync(session, id, now) is not [var run])
            return await IsOpenAsync(session, id)
                ? throw new InvalidOperationException($"no run waits on the open question {id}")
                : false;
        await session.ExecuteAsync(
            $"""
            UPDATE "Escalations" SET "SettledAt" = {now}, "Verdict" = {settled.Verdict}, "Choice" = {settled.Choice},
                "By" = {settled.By}, "Reason" = {settled.Reason}, "Amount" = {settled.Chosen?.Amount.Amount}
            WHERE "Id" = {id}
            """
        );
        await RunCommit.TellAsync(session, run, new TimelineEntry(now, settled.Told, settled.By));
        await CardRedraw.OfQuestionAsync(session, id, now);
        return true;
    }

    /// <summary>
    /// The run comes first, as everywhere: who locks more than one row locks them in the same order. Of many answers the first
    /// finds it still asking. The version moves on, so that a worker that was just looking at the open question cannot store
    /// what it saw.
    /// </summary>
    private static Task<List<string>> WakeAsync(Session session, string id, DateTimeOffset now) =>
        session.QueryAsync(
            $"""
            UPDATE "Runs" SET "Stage" = {Stage.Answered}, "Version" = "Version" + 1, "DueAt" = {now},
                "LeaseUntil" = NULL, "LeaseOwner" = NULL
            WHERE "Id" = (SELECT "RunId" FROM "Escalations" WHERE "Id" = {id} AND "SettledAt" IS NULL)
                AND "Escalation" = {id} AND "Stage" IN ({Stage.Asking}, {Stage.Dead})
            RETURNING "Id"
            """,
            static row => row.GetString(0)
        );

    private static async Task<bool> IsOpenAsync(Session session, string id) =>
        (
            await session.QueryAsync(
                $"""
                SELECT 1 FROM "Escalations" WHERE "Id" = {id} AND "SettledAt" IS NULL
                """,
                static _ => true
            )
        ).Count > 0;
}
