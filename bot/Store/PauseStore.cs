using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps which loops are paused or tripped, here and in the database, and lets them go on.</summary>
internal sealed class PauseStore(Writer writer, IDbContextFactory<OpsBotDb> contexts, Wake wake, Leases leases)
    : IPauses,
        IDisposable
{
    private const int MillisecondsPerSecond = 1000;

    /// <summary>Pauses on their way into the database: known here before, since a pause must not be late by a commit.</summary>
    private readonly ConcurrentDictionary<LoopName, DateTimeOffset> beginning = [];
    private readonly SemaphoreSlim reading = new(1);
    private volatile Dictionary<LoopName, LoopState> states = [];

    public CancellationToken Held => leases.Lost;

    /// <summary>Where this bot is not heard of, others may have taken over: it holds still, too.</summary>
    public bool IsPaused(LoopName loop) => !leases.MayTake || PausedSince(loop) is not null;

    /// <summary>One at a time: what was read first must not replace what was read later.</summary>
    public async Task RememberAsync(CancellationToken cancel)
    {
        await reading.WaitAsync(cancel);
        try
        {
            states = (await StatesAsync(cancel)).ToDictionary(state => state.Loop);
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    /// <summary>
    /// Since when a loop is paused; nothing where it is not. A pause whose end has come goes on until somebody has ended it, so
    /// that nothing goes on before its turn.
    /// </summary>
    internal DateTimeOffset? PausedSince(LoopName loop) =>
        states.TryGetValue(loop, out var state) && state.IsPaused ? state.PausedSince ?? state.At
        : beginning.TryGetValue(loop, out var at) ? at
        : null;

    /// <summary>How long a question's deadline has rested by now, in the pause that goes on.</summary>
    internal TimeSpan Rested(LoopName loop, DateTimeOffset openedAt) =>
        PausedSince(loop) is { } since ? leases.Now - (openedAt > since ? openedAt : since) : TimeSpan.Zero;

    internal async Task<IReadOnlyList<LoopState>> StatesAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.Loops.ToListAsync(cancel).InStoreAsync();
        return rows.ConvertAll(Read);
    }

    internal async Task PauseAsync(LoopState state)
    {
        beginning[state.Loop] = state.At;
        try
        {
            await writer.DoAsync(session => StoreAsync(session, state));
            await RememberAsync(CancellationToken.None);
        }
        finally
        {
            // Also where it could not be stored: then the loop is not paused, and whoever asked for it hears so.
            beginning.TryRemove(state.Loop, out _);
        }
    }

    private async Task<int> StoreAsync(Session session, LoopState state)
    {
        await leases.TellOthersAsync(session);
        return await session.ExecuteAsync(
            $"""
            INSERT INTO "Loops" ("Loop", "IsPaused", "By", "At", "Because", "Until", "PausedSince", "TripTold")
            VALUES ({state.Loop.Value}, {true}, {state.By}, {state.At}, {state.Because}, {state.Until}, {state.At}, {false})
            ON CONFLICT ("Loop") DO UPDATE SET
                "PausedSince" = CASE WHEN "Loops"."IsPaused" THEN "Loops"."PausedSince" ELSE excluded."PausedSince" END,
                "Until" = CASE WHEN "Loops"."Tripped" IS NULL THEN excluded."Until" END,
                "IsPaused" = excluded."IsPaused", "By" = excluded."By", "At" = excluded."At", "Because" = excluded."Because"
            """
        );
    }

    internal async Task<Resumed?> ResumeAsync(LoopState seen, string? by, int perSecond, CancellationToken cancel)
    {
        var now = leases.Now;
        var waited = await writer
            .DoAsync(session => LetGoOnAsync(session, seen, (by, perSecond, now)))
            .WaitAsync(cancel);
        await RememberAsync(cancel);
        if (waited is not { } runs)
            return null;
        wake.Runs();
        wake.Cards();
        return new Resumed(seen.Loop, runs, TimeSpan.FromSeconds((double)runs / perSecond));
    }

    internal static LoopState Read(LoopRow row) =>
        new(new LoopName(row.Loop), row.IsPaused, row.By, row.At, row.Because, row.Until)
        {
            PausedSince = row.PausedSince,
            Tripped = row.Tripped,
            TripTold = row.TripTold,
            CountedFrom = row.CountedFrom,
        };

    /// <returns>How many runs waited; nothing where the pause is another one by now, or over.</returns>
    private async Task<int?> LetGoOnAsync(
        Session session,
        LoopState seen,
        (string? By, int PerSecond, DateTimeOffset Now) how
    )
    {
        var (loop, at) = (seen.Loop.Value, how.Now);
        await leases.TellOthersAsync(session);
        var ended = await session.ExecuteAsync(
            $"""
            UPDATE "Loops" SET "IsPaused" = {false}, "By" = {how.By}, "At" = {at}, "Because" = NULL, "Until" = NULL,
                "PausedSince" = NULL, "TripTold" = {false},
                "CountedFrom" = CASE WHEN "Tripped" IS NULL THEN "CountedFrom" ELSE {at} END, "Tripped" = NULL
            WHERE "Loop" = {loop} AND "IsPaused" AND "At" = {seen.At}
            """
        );
        if (ended == 0)
            return null;
        await MoveDeadlinesAsync(session, loop, seen.PausedSince ?? seen.At, at);
        return await SpreadAsync(session, loop, how.PerSecond, at);
    }

    /// <summary>One after the other in their old order; what people answered is due already, and so comes first.</summary>
    private Task<int> SpreadAsync(Session session, string loop, int perSecond, DateTimeOffset at) =>
        session.ExecuteLongAsync(
            $"""
            UPDATE "Runs" SET "DueAt" = {at} + "Parked"."Place" * {MillisecondsPerSecond} / {perSecond}
            FROM (
                SELECT "Id" AS "ParkedId", ROW_NUMBER() OVER (ORDER BY "DueAt", "Id") - 1 AS "Place" FROM "Runs"
                WHERE "Loop" = {loop} AND "DueAt" <= {at} AND "Stage" <> {Stage.Answered}
                    AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {leases.Steady})) AS "Parked"
            WHERE "Runs"."Id" = "Parked"."ParkedId"
            """
        );

    /// <summary>A deadline rests while its loop is paused; one that was missed before stays missed by as much.</summary>
    private static async Task MoveDeadlinesAsync(Session session, string loop, DateTimeOffset since, DateTimeOffset at)
    {
        await session.ExecuteLongAsync(
            $"""
            UPDATE "Escalations" SET
                "Deadline" = "Deadline" + {at} - CASE WHEN "OpenedAt" > {since} THEN "OpenedAt" ELSE {since} END
            WHERE "SettledAt" IS NULL AND "Loop" = {loop}
            """
        );
        await CardRedraw.OfLoopAsync(session, loop, at);
    }
}
