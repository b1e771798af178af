using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps which state of each card is wanted and which is shown.</summary>
internal sealed class CardStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    PauseStore pauses,
    Leases leases
) : ICardStore
{
    public async Task<IReadOnlyList<CardJob>> ClaimCardsAsync(int most, TimeSpan lease, CancellationToken cancel)
    {
        if (!leases.MayTake || !await IsAnyDueAsync(cancel))
            return [];
        var rows = await writer
            .DoAsync(session =>
                session
                    .Db.Cards.FromSqlRaw(
                        ClaimSql,
                        (leases.Steady + lease).ToUnixTimeMilliseconds(),
                        leases.Owner,
                        leases.Now.ToUnixTimeMilliseconds(),
                        leases.Steady.ToUnixTimeMilliseconds(),
                        most
                    )
                    .ToListAsync()
            )
            .WaitAsync(cancel);
        return
        [
            .. rows.OrderBy(row => row.DueAt)
                .Select(row => new CardJob(
                    new EscalationId(row.EscalationId),
                    row.Channel,
                    row.Wanted,
                    row.Handle,
                    row.MayBePosted,
                    row.Attempt
                )),
        ];
    }

    private string ClaimSql { get; } =
        $$"""
            UPDATE "Cards" SET "LeaseUntil" = {0}, "LeaseOwner" = {1}
            WHERE ("EscalationId", "Channel") IN (
                SELECT "EscalationId", "Channel" FROM "Cards"
                WHERE "DueAt" <= {2} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {3})
                ORDER BY "DueAt" LIMIT {4} {{leases.SkipTaken}})
                AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {3})
            RETURNING *
            """;

    /// <summary>Looks before it writes: mostly there is nothing to claim, and a write waits its turn.</summary>
    private async Task<bool> IsAnyDueAsync(CancellationToken cancel)
    {
        var (now, steady) = (leases.Now, leases.Steady);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Cards.AnyAsync(
            card => card.DueAt <= now && (card.LeaseUntil == null || card.LeaseUntil < steady),
            cancel
        );
    }

    public async Task<CardSubject?> ReadCardAsync(EscalationId escalation, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var asked = await db.Escalations.FirstOrDefaultAsync(row => row.Id == escalation.Value, cancel);
        if (asked is null)
            return null;
        var run = await db.Runs.SingleAsync(row => row.Id == asked.RunId, cancel);
        var effects = await db
            .Effects.Where(row => row.RunId == asked.RunId)
            .OrderBy(row => row.Step)
            .ToListAsync(cancel);
        return new CardSubject(mapping.Read(asked, pauses), mapping.Read(run), [.. effects.Select(mapping.Read)]);
    }

    public async Task<bool> PostingAsync(CardJob job, CancellationToken cancel) =>
        await UpdateAsync(job, cards => cards.ExecuteUpdateAsync(card => card.SetProperty(it => it.MayBePosted, true)))
        == 1;

    public Task ShownAsync(CardJob job, string handle, CancellationToken cancel) =>
        UpdateAsync(
            job,
            cards =>
                cards.ExecuteUpdateAsync(card =>
                    card.SetProperty(it => it.Shown, job.Wanted)
                        .SetProperty(it => it.Handle, handle)
                        .SetProperty(it => it.MayBePosted, false)
                        .SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(it => it.Attempt, 0)
                        .SetProperty(it => it.Trouble, (string?)null)
                        // A newer state that came meanwhile stays due.
                        .SetProperty(it => it.DueAt, it => it.Wanted > job.Wanted ? it.DueAt : null)
                )
        );

    public Task PostponeAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel) =>
        UpdateAsync(
            job,
            cards =>
                cards.ExecuteUpdateAsync(card =>
                    card.SetProperty(it => it.DueAt, until)
                        .SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(it => it.Attempt, job.Attempt)
                        .SetProperty(it => it.Trouble, why)
                )
        );

    private Task<int> UpdateAsync(CardJob job, Func<IQueryable<CardRow>, Task<int>> update) =>
        writer.DoAsync(session =>
            // Whoever lost the card to another process has nothing to say about it any more.
            update(
                session.Db.Cards.Where(card =>
                    card.EscalationId == job.Escalation.Value
                    && card.Channel == job.Channel
                    && card.LeaseOwner == leases.Owner
                )
            )
        );
}
