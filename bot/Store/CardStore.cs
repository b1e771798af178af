using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps which state of each card is wanted and which is shown.</summary>
internal sealed class CardStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    CardGroups groups,
    Leases leases
) : ICardStore
{
    private readonly ClaimEnds claims = new(writer, contexts, mapping, leases);

    public Task FoldAsync(int above, TimeSpan within, CancellationToken cancel) =>
        groups.FoldAsync(above, within, cancel);

    public async Task<IReadOnlyList<CardJob>> ClaimCardsAsync(
        int most,
        TimeSpan lease,
        IReadOnlyCollection<string> except,
        CancellationToken cancel
    )
    {
        if (!leases.MayTake)
            return [];
        await claims.SweepAsync(cancel);
        if (!await IsAnyDueAsync(except, cancel))
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
                        most,
                        Listed(except)
                    )
                    .ToListAsync()
            )
            .WaitAsync(cancel);
        return [.. rows.OrderBy(row => row.DueAt).ThenBy(row => row.EscalationId, StringComparer.Ordinal).Select(Job)];
    }

    private static CardJob Job(CardRow row) =>
        new(new EscalationId(row.EscalationId), row.Channel, row.Wanted, row.Handle, row.MayBePosted, row.Attempt)
        {
            Shown = row.Shown,
            Run = new RunId(row.RunId),
            Told = row.Told,
            MayBeTold = row.MayBeTold,
        };

    private string ClaimSql { get; } =
        $$"""
            UPDATE "Cards" SET "LeaseUntil" = {0}, "LeaseOwner" = {1}
            WHERE ("EscalationId", "Channel") IN (
                SELECT "EscalationId", "Channel" FROM "Cards"
                WHERE "DueAt" <= {2} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {3})
                    AND {5} NOT LIKE '%' || "Channel" || ' %'
                ORDER BY CASE WHEN "Handle" IS NULL THEN 1 WHEN "Wanted" > "Shown" THEN 0 ELSE 2 END, "DueAt" LIMIT {4} {{leases.SkipTaken}})
                AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {3})
            RETURNING *
            """;

    /// <summary>Channels in one text, since databases take lists in ways of their own; their ids have no spaces.</summary>
    private static string Listed(IReadOnlyCollection<string> channels) =>
        string.Concat(channels.Select(channel => channel + " "));

    /// <summary>Looks before it writes: mostly there is nothing to claim, and a write waits its turn.</summary>
    private async Task<bool> IsAnyDueAsync(IReadOnlyCollection<string> except, CancellationToken cancel)
    {
        var (now, steady) = (leases.Now, leases.Steady);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .Cards.Where(card => card.DueAt <= now && (card.LeaseUntil == null || card.LeaseUntil < steady))
            .AnyAsync(card => !except.Contains(card.Channel), cancel)
            .InStoreAsync();
    }

    public async Task<CardSubject?> ReadCardAsync(EscalationId escalation, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var asked = await db.Escalations.FirstOrDefaultAsync(row => row.Id == escalation.Value, cancel).InStoreAsync();
        if (asked is null)
            return null;
        var run = await db.Runs.SingleAsync(row => row.Id == asked.RunId, cancel).InStoreAsync();
        var effects = await db
            .Effects.Where(row => row.RunId == asked.RunId)
            .OrderBy(row => row.Step)
            .ToListAsync(cancel)
            .InStoreAsync();
        var question = groups.Read(asked) with { Inquiries = await CaseStore.InquiriesAsync(db, escalation, cancel) };
        return new CardSubject(question, mapping.Read(run), [.. effects.Select(mapping.Read)]);
    }

    public Task<CardGroup?> ReadGroupAsync(EscalationId group, CancellationToken cancel) =>
        groups.ReadAsync(group, cancel);

    public async Task<Untold> UntoldAsync(CardJob job, int most, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var run = await db
            .Runs.Where(row => row.Id == job.Run.Value)
            .Select(row => row.Stage)
            .ToListAsync(cancel)
            .InStoreAsync();
        var asked = await db
            .Escalations.Where(row => row.RunId == job.Run.Value)
            .Select(row => new { row.Id, row.OpenedAt })
            .ToListAsync(cancel)
            .InStoreAsync();
        if (run.Count == 0 || asked.Find(one => one.Id == job.Escalation.Value) is not { } own)
            return new Untold([], RunRests: true);
        // What comes after a newer question of the run is said in that one's thread.
        var end = asked.Where(one => one.OpenedAt > own.OpenedAt).Min(one => (DateTimeOffset?)one.OpenedAt);
        var lines = db.Timeline.Where(line => line.RunId == job.Run.Value && line.Id > job.Told);
        if (end is { } last)
            lines = lines.Where(line => line.At <= last);
        // A card of an older version, which counted no lines.
        if (job.Told == 0)
            lines = lines.Where(line => line.At > own.OpenedAt);
        var rows = await lines.OrderBy(line => line.Id).Take(most).ToListAsync(cancel).InStoreAsync();
        return new Untold(
            rows.ConvertAll(row => new StoryLine(row.Id, new TimelineEntry(row.At, row.Text, row.By) { To = row.To })),
            run[0] is Stage.Asking or Stage.Waiting or Stage.Dead or Stage.Closed
        );
    }

    public async Task<EscalationId?> FindByHandleAsync(string handle, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var id = await db
            .Cards.Where(card => card.Handle == handle)
            .Select(card => card.EscalationId)
            .FirstOrDefaultAsync(cancel)
            .InStoreAsync();
        return id is null ? null : new EscalationId(id);
    }

    public async Task<bool> PostingAsync(CardJob job, CancellationToken cancel) =>
        await UpdateAsync(job, cards => cards.ExecuteUpdateAsync(card => card.SetProperty(it => it.MayBePosted, true)))
        == 1;

    public Task ShownAsync(CardJob job, string handle, DateTimeOffset? next, CancellationToken cancel) =>
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
                        .SetProperty(it => it.DueAt, it => it.Wanted > job.Wanted ? it.DueAt : next)
                )
        );

    public async Task<bool> TellingAsync(CardJob job, long upTo, CancellationToken cancel) =>
        await UpdateAsync(
            job,
            cards => cards.ExecuteUpdateAsync(card => card.SetProperty(it => it.MayBeTold, (long?)upTo))
        ) == 1;

    public Task ToldAsync(CardJob job, long upTo, DateTimeOffset? next, CancellationToken cancel) =>
        UpdateAsync(
            job,
            cards =>
                cards.ExecuteUpdateAsync(card =>
                    card.SetProperty(it => it.Told, upTo)
                        .SetProperty(it => it.MayBeTold, (long?)null)
                        .SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(it => it.Attempt, 0)
                        .SetProperty(it => it.Trouble, (string?)null)
                        .SetProperty(it => it.DueAt, it => it.Wanted > job.Wanted ? it.DueAt : next)
                )
        );

    public Task PostponeAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel) =>
        UpdateAsync(
            job,
            cards =>
                cards.ExecuteUpdateAsync(card =>
                    card.SetProperty(it => it.DueAt, until)
                        .SetProperty(it => it.MayBePosted, job.MayBePosted)
                        .SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(it => it.Attempt, job.Attempt)
                        .SetProperty(it => it.Trouble, why)
                )
        );

    public Task RestAsync(string channel, DateTimeOffset until, string why, CancellationToken cancel) =>
        writer
            .DoAsync(session =>
                session.ExecuteAsync(
                    $"""
                    UPDATE "Cards" SET "DueAt" = {until}, "Trouble" = {why}
                    WHERE "DueAt" < {until} AND "Channel" = {channel}
                        AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {leases.Steady})
                    """
                )
            )
            .WaitAsync(cancel);

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
