using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Stores one change of one run, all of it or nothing.</summary>
internal sealed class RunCommit(OpsBotDb db, RunMapping mapping, DateTimeOffset now)
{
    /// <summary>Tallies count money in these.</summary>
    internal const decimal TallyUnits = 10_000m;

    /// <summary>While a plan is being carried out its cards are not drawn for every effect: chats allow few updates a minute.</summary>
    private static readonly TimeSpan Coalesce = TimeSpan.FromSeconds(1);

    /// <exception cref="DbUpdateConcurrencyException">The run has another version by now.</exception>
    /// <exception cref="CapReachedException">A cap would be passed.</exception>
    internal async Task<bool> StoreAsync(RunChange change)
    {
        foreach (var cap in change.Caps)
            await CountAsync(change.After.Loop, cap);
        Fence(change);
        if (change.Opened is { } opened)
            Open(opened);
        foreach (var line in change.Timeline)
            Tell(change.After.Id, line);
        await db.SaveChangesAsync();

        foreach (var entry in change.Journal)
            await WriteAsync(entry);
        if (change.Settles is { } verdict && change.Before.Escalation is { } before)
            await SettleAsync(before, verdict);
        await TakeUpNewEventsAsync(change.After);
        if (change.Before.Escalation is not null)
            await RedrawAsync(change.After.Id, change.KeepLease ? now + Coalesce : now);
        return true;
    }

    private async Task CountAsync(LoopName loop, Cap cap)
    {
        var amount = (long)(cap.Amount.Amount * TallyUnits);
        var most = (long)(cap.MaxAmount * TallyUnits);
        if (cap.MaxCount < 1 || amount > most)
            throw new CapReachedException();
        var counted = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Tallies" ("Loop", "Scope", "Day", "Count", "Amount")
            VALUES ({loop.Value}, {cap.Scope}, {cap.Day}, 1, {amount})
            ON CONFLICT ("Loop", "Scope", "Day") DO UPDATE SET
                "Count" = "Tallies"."Count" + 1, "Amount" = "Tallies"."Amount" + {amount}
            WHERE "Tallies"."Count" + 1 <= {cap.MaxCount} AND "Tallies"."Amount" + {amount} <= {most}
            """
        );
        if (counted == 0)
            throw new CapReachedException();
    }

    private void Fence(RunChange change)
    {
        var row = mapping.Write(change.Before);
        db.Attach(row);
        mapping.Set(row, change.After with { Version = change.Before.Version + 1 });
        // Marked as changed, since the row that was attached does not know of the lease it holds.
        row.LeaseUntil = change.KeepLease ? now + RunStore.Lease : null;
        db.Entry(row).Property(it => it.LeaseUntil).IsModified = true;
    }

    private void Open(Escalation escalation)
    {
        db.Escalations.Add(mapping.Write(escalation));
        foreach (var channel in escalation.Channels)
            db.Cards.Add(
                new CardRow
                {
                    EscalationId = escalation.Id.Value,
                    Channel = channel,
                    RunId = escalation.Run.Value,
                    Wanted = 1,
                    DueAt = now,
                }
            );
    }

    private void Tell(RunId run, TimelineEntry line) =>
        db.Timeline.Add(
            new TimelineRow
            {
                RunId = run.Value,
                At = line.At,
                Text = line.Text,
                By = line.By,
            }
        );

    private Task WriteAsync(JournalEntry entry) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Effects" ("RunId", "Step", "Effect", "State", "At", "Receipt")
            VALUES ({entry.Key.Run.Value}, {entry.Key.Step}, {mapping.Write(entry.Effect)}, {(int)entry.State},
                {entry.At.ToUnixTimeMilliseconds()}, {entry.Receipt})
            ON CONFLICT ("RunId", "Step") DO UPDATE SET
                "State" = excluded."State", "At" = excluded."At", "Receipt" = COALESCE(excluded."Receipt", "Effects"."Receipt")
            """
        );

    private Task SettleAsync(EscalationId escalation, Verdict verdict) =>
        db
            .Escalations.Where(row => row.Id == escalation.Value)
            .ExecuteUpdateAsync(row =>
                row.SetProperty(it => it.Verdict, verdict).SetProperty(it => it.SettledAt, it => it.SettledAt ?? now)
            );

    /// <summary>
    /// Events that came while the run was being advanced: one that waits looks again, and where one that starts a run came
    /// after the facts were read, a closed run is followed by the next.
    /// </summary>
    private async Task TakeUpNewEventsAsync(Run after)
    {
        if (after.Stage is Stage.Waiting or Stage.Asking)
        {
            await db
                .Runs.Where(row => row.Id == after.Id.Value && row.Events > after.SeenEvents)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.DueAt, now));
            return;
        }

        if (after.Stage is not Stage.Closed)
            return;
        var unseen = await db
            .RunEvents.Where(row => row.RunId == after.Id.Value && row.Number > after.SeenEvents && row.Starts)
            .OrderBy(row => row.Number)
            .ToListAsync();
        if (unseen.Count > 0)
            await FollowAsync(after, unseen);
    }

    private async Task FollowAsync(Run after, List<RunEventRow> unseen)
    {
        var next = new Run
        {
            Id = RunId.New(now),
            Loop = after.Loop,
            Subject = after.Subject,
            About = after.About,
            CreatedAt = now,
            DueAt = now,
            Events = unseen.Count,
        };
        db.Runs.Add(mapping.Write(next));
        db.RunEvents.AddRange(
            unseen.Select(
                (row, at) =>
                    new RunEventRow
                    {
                        RunId = next.Id.Value,
                        Number = at + 1,
                        EventId = row.EventId,
                        Starts = true,
                    }
            )
        );
        Tell(next.Id, new TimelineEntry(now, $"Caught while run {after.Id} of the same subject was ending"));
        await db.SaveChangesAsync();
    }

    /// <summary>Every card of the run that is not past shows the new state.</summary>
    private Task RedrawAsync(RunId run, DateTimeOffset due) =>
        db
            .Cards.Where(card =>
                card.RunId == run.Value
                && db.Escalations.Any(asked =>
                    asked.Id == card.EscalationId
                    && (
                        (asked.Verdict != Verdict.Withdrawn && asked.Verdict != Verdict.Superseded)
                        || asked.SettledAt >= now
                    )
                )
            )
            .ExecuteUpdateAsync(row =>
                row.SetProperty(it => it.Wanted, it => it.Wanted + 1)
                    .SetProperty(it => it.DueAt, it => it.DueAt < due ? it.DueAt : due)
            );
}

/// <summary>A cap would be passed; what was begun with it is rolled back.</summary>
internal sealed class CapReachedException : Exception;
