using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>
/// Counts what a day's caps bound. What a run has counted is a row of its own beside those of the scopes, so that one that is
/// cleared, refused and cleared again counts once, and with what it was cleared for last.
/// </summary>
internal static class Tallies
{
    /// <summary>Tallies count money in these.</summary>
    internal const decimal Units = 10_000m;

    /// <summary>Counts a run where its cap allows it.</summary>
    /// <exception cref="CapReachedException">The cap would be passed.</exception>
    internal static async Task CountAsync(Session session, Run run, Cap cap)
    {
        var amount = (long)(cap.Amount.Amount * Units);
        var most = (long)(cap.MaxAmount * Units);
        if (cap.MaxCount < 1 || amount > most)
            throw new CapReachedException();
        var before = await session.QueryAsync(
            $"""
            SELECT "Amount" FROM "Tallies"
            WHERE "Loop" = {run.Loop.Value} AND "Scope" = {Own(run.Id, cap.Scope)} AND "Day" = {cap.Day}
            """,
            static row => row.GetInt64(0)
        );
        var (runs, more) = before.Count == 0 ? (1, amount) : (0, amount - before[0]);
        var counted = await session.ExecuteAsync(
            $"""
            INSERT INTO "Tallies" ("Loop", "Scope", "Day", "Count", "Amount")
            VALUES ({run.Loop.Value}, {cap.Scope}, {cap.Day}, {runs}, {more})
            ON CONFLICT ("Loop", "Scope", "Day") DO UPDATE SET
                "Count" = "Tallies"."Count" + {runs}, "Amount" = "Tallies"."Amount" + {more}
            WHERE "Tallies"."Count" + {runs} <= {cap.MaxCount} AND "Tallies"."Amount" + {more} <= {most}
            """
        );
        if (counted == 0)
            throw new CapReachedException();
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Tallies" ("Loop", "Scope", "Day", "Count", "Amount")
            VALUES ({run.Loop.Value}, {Own(run.Id, cap.Scope)}, {cap.Day}, 1, {amount})
            ON CONFLICT ("Loop", "Scope", "Day") DO UPDATE SET "Amount" = excluded."Amount"
            """
        );
    }

    /// <summary>What a scope has used on a day, but for what one run has.</summary>
    internal static async Task<Tally> ReadAsync(
        OpsBotDb db,
        (LoopName Loop, string Scope, DateOnly Day) what,
        RunId? besides,
        CancellationToken cancel
    )
    {
        var loop = what.Loop.Value;
        string[] scopes = besides is { } run ? [what.Scope, Own(run, what.Scope)] : [what.Scope];
        var rows = await db
            .Tallies.Where(row => row.Loop == loop && row.Day == what.Day && scopes.Contains(row.Scope))
            .ToListAsync(cancel);
        var all = rows.Find(row => row.Scope == what.Scope);
        var own = rows.Find(row => row.Scope != what.Scope);
        return all is null
            ? default
            : new Tally(all.Count - (own?.Count ?? 0), (all.Amount - (own?.Amount ?? 0)) / Units);
    }

    /// <summary>The row of what a run has counted in a scope.</summary>
    private static string Own(RunId run, string scope) => $"run {run}: {scope}";
}

/// <summary>A cap would be passed; what was begun with it is rolled back.</summary>
internal sealed class CapReachedException : Exception;
