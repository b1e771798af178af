namespace OpsBot.Bot.Store;

/// <summary>Keeps arrivals: the event and the runs it starts or joins are one transaction.</summary>
internal sealed class EventStore(Writer writer, Wake wake, TimeProvider clock) : IEventStore
{
    public async Task<Received> ReceiveAsync(Arrival arrival, IReadOnlyList<CaughtBy> caught, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var received = await writer
            .DoIfRoomAsync(session => StoreAsync(session, arrival, caught, now))
            .WaitAsync(cancel);
        if (received is Received.Stored && caught.Count > 0)
            wake.Runs();
        return received;
    }

    private static async Task<Received> StoreAsync(
        Session session,
        Arrival arrival,
        IReadOnlyList<CaughtBy> caught,
        DateTimeOffset now
    )
    {
        var id = Id.New(now);
        if (await InsertAsync(session, id, arrival, now) == 0)
            return Received.Duplicate;

        foreach (var (loop, what) in caught)
        foreach (var (run, number) in await JoinAsync(session, loop, what, now))
        {
            await session.ExecuteAsync(
                $"""
                INSERT INTO "RunEvents" ("RunId", "Number", "EventId", "Starts")
                VALUES ({run}, {number}, {id}, {what is Caught.Starts { OnlyOnce: false }})
                """
            );
            var line = $"Caught: {arrival.Happening?.What} ({arrival.Source} {arrival.Topic})";
            await RunCommit.TellAsync(session, run, new TimelineEntry(now, line));
        }

        return Received.Stored;
    }

    private static Task<int> InsertAsync(Session session, string id, Arrival arrival, DateTimeOffset now) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO "Events" ("Id", "Source", "DedupeKey", "Topic", "HappenedAt", "ReceivedAt", "Body")
            VALUES ({id}, {arrival.Source}, {arrival.DedupeKey}, {arrival.Topic}, {arrival.HappenedAt}, {now},
                {arrival.Body.ToArray()})
            ON CONFLICT ("Source", "DedupeKey") DO NOTHING
            """
        );

    private static Task<List<(string Run, int Number)>> JoinAsync(
        Session session,
        LoopName loop,
        Caught what,
        DateTimeOffset now
    )
    {
        var sql = what switch
        {
            Caught.Starts starts => Start(loop, starts, now),
            Caught.Joins joins => Join(loop, joins, now),
            Caught.JoinsAll all => JoinAll(loop, all, now),
            _ => throw new InvalidOperationException($"a loop caught {what}"),
        };
        return session.QueryAsync(sql, static row => (row.GetString(0), row.GetInt32(1)));
    }

    /// <summary>A new run, or the open one of the same subject, which looks again if it rests.</summary>
    private static FormattableString Start(LoopName loop, Caught.Starts starts, DateTimeOffset now) =>
        $"""
            INSERT INTO "Runs" ("Id", "Loop", "SubjectKey", "SubjectName", "About", "Stage", "Outcome", "Heading",
                "Version", "CreatedAt", "DueAt", "Events", "SeenEvents", "Step", "StepsBefore", "Attempt", "Looks")
            SELECT {Id.New(now)}, {loop.Value}, {starts.Subject.Key}, {starts.Subject.Name}, {starts.About},
                {Stage.Caught}, {Outcome.None}, {Outcome.None}, 0, {now}, {now}, 1, 0, 0, 0, 0, 0
            WHERE NOT ({starts.OnlyOnce} AND EXISTS (
                SELECT 1 FROM "Runs"
                WHERE "Loop" = {loop.Value} AND "SubjectKey" = {starts.Subject.Key} AND "ClosedAt" IS NOT NULL))
            ON CONFLICT ("Loop", "SubjectKey") WHERE "ClosedAt" IS NULL DO UPDATE SET
                "Events" = "Runs"."Events" + 1,
                "DueAt" = CASE WHEN "Runs"."Stage" IN ({Stage.Waiting}, {Stage.Asking})
                    THEN {now} ELSE "Runs"."DueAt" END
            RETURNING "Id", "Events"
            """;

    /// <summary>The open run of a subject; if it rests, it looks again.</summary>
    private static FormattableString Join(LoopName loop, Caught.Joins joins, DateTimeOffset now) =>
        $"""
            UPDATE "Runs" SET "Events" = "Events" + 1,
                "DueAt" = CASE WHEN "Stage" IN ({Stage.Waiting}, {Stage.Asking})
                    THEN {now} ELSE "DueAt" END
            WHERE "Loop" = {loop.Value} AND "ClosedAt" IS NULL AND "SubjectKey" = {joins.SubjectKey}
            RETURNING "Id", "Events"
            """;

    /// <summary>All open runs about something; those that rest look again.</summary>
    private static FormattableString JoinAll(LoopName loop, Caught.JoinsAll all, DateTimeOffset now) =>
        $"""
            UPDATE "Runs" SET "Events" = "Events" + 1,
                "DueAt" = CASE WHEN "Stage" IN ({Stage.Waiting}, {Stage.Asking})
                    THEN {now} ELSE "DueAt" END
            WHERE "Loop" = {loop.Value} AND "ClosedAt" IS NULL AND "About" = {all.About}
            RETURNING "Id", "Events"
            """;
}
