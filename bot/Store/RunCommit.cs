namespace OpsBot.Bot.Store;

/// <summary>Stores one change of one run, all of it or nothing.</summary>
internal sealed class RunCommit(Session session, RunMapping mapping, Leases leases)
{
    /// <summary>While a plan is being carried out its cards are not drawn for every effect: chats allow few updates a minute.</summary>
    private static readonly TimeSpan Coalesce = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset now = leases.Now;

    /// <exception cref="OvertakenException">The run has another version by now.</exception>
    /// <exception cref="CapReachedException">A cap would be passed.</exception>
    internal async Task<bool> StoreAsync(RunChange change)
    {
        // The run first, then what hangs on it: whoever locks more than one row locks them in this order.
        var events = await UpdateAsync(change);
        foreach (var cap in change.Caps)
            await Tallies.CountAsync(session, change.After, cap);
        foreach (var line in change.Timeline)
            await TellAsync(session, change.After.Id.Value, line);
        if (change.Opened is { } opened)
            await OpenAsync(opened);
        foreach (var entry in change.Journal)
            await WriteAsync(entry, isNew: !ReferenceEquals(change.Before.Plan, change.After.Plan));
        if (change.Settles is { } verdict && change.Before.Escalation is { } before)
            await SettleAsync(before, verdict);
        if (change.After.Stage is Stage.Closed && events > change.After.SeenEvents)
            await FollowAsync(change.After);
        if (change.Before.Escalation is { } left)
            await RedrawAsync(change, left);
        return true;
    }

    private async Task RedrawAsync(RunChange change, EscalationId left)
    {
        var due = change.KeepLease ? now + Coalesce : now;
        await CardRedraw.OfRunAsync(session, (change.After.Id, left), due, now);
        // A group says how its members' questions stand, not how far their runs are.
        if (change.Settles is not null || change.After.Escalation != left)
            await CardRedraw.GroupsOfRunAsync(session, change.After.Id, due);
    }

    /// <summary>Writes a line of a run's story.</summary>
    internal static Task TellAsync(Session session, string run, TimelineEntry line) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO "Timeline" ("RunId", "At", "Text", "By", "To")
            VALUES ({run}, {line.At}, {line.Text}, {line.By}, {line.To})
            """
        );

    /// <summary>
    /// Writes the run, if it is still the run it was. One that rests looks again at once where events came that it has not
    /// seen.
    /// </summary>
    /// <returns>How many events belong to it.</returns>
    private async Task<int> UpdateAsync(RunChange change)
    {
        var (before, run) = (change.Before, change.After);
        var rests = run.Stage is Stage.Waiting or Stage.Asking;
        var counted = await session.QueryAsync(
            $"""
            UPDATE "Runs" SET
                "Stage" = {run.Stage}, "Heading" = {run.Heading}, "Version" = {before.Version + 1},
                "DueAt" = CASE WHEN {rests} AND "Events" > {run.SeenEvents} THEN {now} ELSE {run.DueAt} END,
                "LeaseUntil" = {(change.KeepLease ? leases.Until : null)},
                "LeaseOwner" = {(change.KeepLease ? leases.Owner : null)},
                "SeenEvents" = {run.SeenEvents}, "Step" = {run.Step}, "StepsBefore" = {run.StepsBefore},
                "Escalation" = {run.Escalation?.Value}, "Attempt" = {run.Attempt}, "Looks" = {run.Looks},
                "FailingSince" = {run.FailingSince}, "Trouble" = {run.Trouble}
            WHERE "Id" = {run.Id.Value} AND "Version" = {before.Version}
            RETURNING "Events"
            """,
            static row => row.GetInt32(0)
        );
        if (counted.Count == 0)
            throw new OvertakenException();
        if (IsDecidedAnew(before, run))
            await DecideAsync(run);
        if ((before.ClosedAt, before.Outcome) != (run.ClosedAt, run.Outcome))
            await session.ExecuteAsync(
                $"""UPDATE "Runs" SET "ClosedAt" = {run.ClosedAt}, "Outcome" = {run.Outcome} WHERE "Id" = {run.Id.Value}"""
            );
        return counted[0];
    }

    private static bool IsDecidedAnew(Run before, Run run) =>
        !ReferenceEquals(before.Plan, run.Plan)
        || before.FactsHash != run.FactsHash
        || (before.Rule, before.Because) != (run.Rule, run.Because)
        || (before.Subject, before.About, before.Party) != (run.Subject, run.About, run.Party)
        || before.Amount != run.Amount;

    /// <summary>Apart from the rest: a column that is named is written into every index it is in, whether or not it changed.</summary>
    private Task DecideAsync(Run run) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Runs" SET
                "SubjectName" = {run.Subject.Name}, "About" = {run.About}, "Party" = {run.Party},
                "Amount" = {run.Amount?.Amount}, "Currency" = {run.Amount?.Currency},
                "Rule" = {run.Rule}, "Because" = {run.Because},
                "Plan" = {mapping.Write(run.Plan)}, "Facts" = {run.Facts}, "FactsHash" = {run.FactsHash}
            WHERE "Id" = {run.Id.Value}
            """
        );

    private async Task OpenAsync(Escalation escalation)
    {
        var row = mapping.Write(escalation);
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Escalations" ("Id", "RunId", "Loop", "Kind", "Question", "Channels", "FactsHash", "OpenedAt",
                "Deadline", "Verdict")
            VALUES ({row.Id}, {row.RunId}, {row.Loop}, {row.Kind}, {row.Question}, {row.Channels}, {row.FactsHash},
                {row.OpenedAt}, {row.Deadline}, {row.Verdict})
            """
        );
        // Its thread begins with what comes after it: what came before is in the run's own story.
        foreach (var channel in escalation.Channels)
            await session.ExecuteAsync(
                $"""
                INSERT INTO "Cards" ("EscalationId", "Channel", "RunId", "Wanted", "Shown", "MayBePosted", "DueAt", "Attempt", "Told")
                VALUES ({row.Id}, {channel}, {row.RunId}, 1, 0, {false}, {now}, 0,
                    (SELECT COALESCE(MAX("Id"), 0) FROM "Timeline" WHERE "RunId" = {row.RunId}))
                """
            );
    }

    /// <summary>An effect is written down whole when its plan begins; after that only its state changes.</summary>
    private async Task WriteAsync(JournalEntry entry, bool isNew)
    {
        if (
            !isNew
            && await session.ExecuteAsync(
                $"""
                UPDATE "Effects" SET "State" = {entry.State}, "At" = {entry.At}, "Receipt" = COALESCE({entry.Receipt}, "Receipt")
                WHERE "RunId" = {entry.Key.Run.Value} AND "Step" = {entry.Key.Step}
                """
            ) == 1
        )
            return;
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Effects" ("RunId", "Step", "Effect", "State", "At", "Receipt")
            VALUES ({entry.Key.Run.Value}, {entry.Key.Step}, {mapping.Write(entry.Effect)}, {entry.State}, {entry.At},
                {entry.Receipt})
            ON CONFLICT ("RunId", "Step") DO UPDATE SET
                "State" = excluded."State", "At" = excluded."At", "Receipt" = COALESCE(excluded."Receipt", "Effects"."Receipt")
            """
        );
    }

    private Task SettleAsync(EscalationId escalation, Verdict verdict) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Escalations" SET "Verdict" = {verdict}, "SettledAt" = COALESCE("SettledAt", {now})
            WHERE "Id" = {escalation.Value}
            """
        );

    /// <summary>
    /// Events that start a run and came after the facts were read: the run that is over is followed by the next.
    /// </summary>
    private async Task FollowAsync(Run after)
    {
        var unseen = await session.QueryAsync(
            $"""
            SELECT "EventId" FROM "RunEvents"
            WHERE "RunId" = {after.Id.Value} AND "Number" > {after.SeenEvents} AND "Starts"
            ORDER BY "Number"
            """,
            static row => row.GetString(0)
        );
        if (unseen.Count == 0)
            return;
        var id = RunId.New(now);
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Runs" ("Id", "Loop", "SubjectKey", "SubjectName", "About", "Stage", "Outcome", "Heading",
                "Version", "CreatedAt", "DueAt", "Events", "SeenEvents", "Step", "StepsBefore", "Attempt", "Looks")
            VALUES ({id.Value}, {after.Loop.Value}, {after.Subject.Key}, {after.Subject.Name}, {after.About},
                {Stage.Caught}, {Outcome.None}, {Outcome.None}, 0, {now}, {now}, {unseen.Count}, 0, 0, 0, 0, 0)
            """
        );
        foreach (var (at, unseenEvent) in unseen.Index())
            await session.ExecuteAsync(
                $"""
                INSERT INTO "RunEvents" ("RunId", "Number", "EventId", "Starts")
                VALUES ({id.Value}, {at + 1}, {unseenEvent}, {true})
                """
            );
        var line = new TimelineEntry(now, $"Caught while run {after.Id} of the same subject was ending");
        await TellAsync(session, id.Value, line);
    }
}

/// <summary>The run has another version by now: somebody else went on with it.</summary>
internal sealed class OvertakenException : Exception;
