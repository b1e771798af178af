using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Counts what may trip a loop, and trips it.</summary>
internal sealed class TripStore(Writer writer, IDbContextFactory<OpsBotDb> contexts, PauseStore pauses, Leases leases)
    : ITrips
{
    private static readonly TimeSpan Counted = TimeSpan.FromHours(1);

    public async Task<bool> CountAsync(Moving moving, CancellationToken cancel)
    {
        var now = leases.Now;
        var may = await writer.DoAsync(session => CountAsync(session, moving, now), locksMuch: true).WaitAsync(cancel);
        if (!may)
            await pauses.RememberAsync(cancel);
        return may;
    }

    public async Task TripAsync(LoopName loop, string why, CancellationToken cancel)
    {
        var now = leases.Now;
        await writer.DoAsync(session => StopAsync(session, loop, why, now)).WaitAsync(cancel);
        await pauses.RememberAsync(cancel);
    }

    public async Task<bool> ToldAsync(LoopName loop, bool isTold, CancellationToken cancel) =>
        await writer
            .DoAsync(session =>
                session.ExecuteAsync(
                    $"""
                    UPDATE "Loops" SET "TripTold" = {isTold}
                    WHERE "Loop" = {loop.Value} AND "Tripped" IS NOT NULL AND "TripTold" <> {isTold}
                    """
                )
            )
            .WaitAsync(cancel) == 1;

    public async Task<TripSignals> SignalsAsync(
        LoopName loop,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken cancel
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var caught = db.Runs.Where(run => run.Loop == loop.Value && run.CreatedAt >= from && run.CreatedAt < until);
        var died = db.Escalations.Where(asked =>
            asked.Loop == loop.Value
            && asked.OpenedAt >= from
            && asked.OpenedAt < until
            && asked.Kind == EscalationKind.Trouble
        );
        return new TripSignals(
            await caught.CountAsync(cancel),
            await caught.CountAsync(run => run.Heading == Outcome.Cleared, cancel),
            await caught.CountAsync(
                run => run.Heading != Outcome.Cleared && run.Escalation != null && run.Stage != Stage.Dead,
                cancel
            ),
            await died.Select(asked => asked.RunId).Distinct().CountAsync(cancel)
        );
    }

    private async Task<bool> CountAsync(Session session, Moving moving, DateTimeOffset now)
    {
        if (!await IsHeldAsync(session, moving))
            return false;
        var (db, loop) = (session.Db, moving.Loop.Value);
        // The loop's row is held until all this is stored: of several that count at once each sees those before it.
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Loops" ("Loop", "IsPaused", "At", "TripTold") VALUES ({loop}, {false}, {now}, {false})
            ON CONFLICT ("Loop") DO UPDATE SET "Loop" = excluded."Loop"
            """
        );
        var state = await db.Loops.SingleAsync(row => row.Loop == loop);
        if (state.IsPaused)
            return false;

        var from = state.CountedFrom > now - Counted ? state.CountedFrom.Value : now - Counted;
        var before = db.Moves.Where(row =>
            row.Loop == loop && row.At >= from && !(row.RunId == moving.Key.Run.Value && row.Step == moving.Key.Step)
        );
        var amount = (long)(moving.Amount.Amount * Tallies.Units);
        var count = await before.CountAsync() + 1;
        var sum = (await before.SumAsync(row => row.Amount) + amount) / Tallies.Units;
        if (TripRules.Why(count, sum, moving.Limits, moving.Amount.Currency) is { } why)
        {
            await StopAsync(session, moving.Loop, why, now);
            return false;
        }

        await session.ExecuteAsync(
            $"""
            INSERT INTO "Moves" ("RunId", "Step", "Loop", "At", "Amount")
            VALUES ({moving.Key.Run.Value}, {moving.Key.Step}, {loop}, {now}, {amount})
            ON CONFLICT ("RunId", "Step") DO UPDATE SET "At" = excluded."At", "Amount" = excluded."Amount"
            """
        );
        return true;
    }

    /// <summary>The run is still ours, and stays so for as long as a call may take from now.</summary>
    private async Task<bool> IsHeldAsync(Session session, Moving moving) =>
        await session.ExecuteAsync(
            $"""
            UPDATE "Runs" SET "LeaseUntil" = {leases.Until}
            WHERE "Id" = {moving.Key.Run.Value} AND "Version" = {moving.Version} AND "LeaseOwner" = {leases.Owner}
            """
        ) == 1;

    private async Task<int> StopAsync(Session session, LoopName loop, string why, DateTimeOffset now)
    {
        await leases.TellOthersAsync(session);
        return await session.ExecuteAsync(
            $"""
            INSERT INTO "Loops" ("Loop", "IsPaused", "At", "PausedSince", "Tripped", "TripTold")
            VALUES ({loop.Value}, {true}, {now}, {now}, {why}, {false})
            ON CONFLICT ("Loop") DO UPDATE SET
                "PausedSince" = CASE WHEN "Loops"."IsPaused" THEN "Loops"."PausedSince" ELSE excluded."PausedSince" END,
                "IsPaused" = excluded."IsPaused", "At" = excluded."At", "By" = NULL, "Because" = NULL, "Until" = NULL,
                "Tripped" = excluded."Tripped"
            WHERE "Loops"."Tripped" IS NULL
            """
        );
    }
}
