using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Chooses the cards that are shown by a group instead, and puts them into it.</summary>
internal sealed class CardFolding(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    Database database,
    Wake wake,
    Leases leases
)
{
    /// <summary>A group is first posted after a while, so that it is not begun with two and updated with each of a hundred.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    internal DateTimeOffset Now => leases.Now;

    internal async Task FoldAsync(int above, TimeSpan within, CancellationToken cancel)
    {
        if (!leases.MayTake)
            return;
        foreach (var (kind, waiting) in await WaitingAsync(cancel))
        {
            if (waiting <= above && await LatelyAsync(kind, within, cancel) <= above)
                continue;
            await writer.DoAsync(session => FoldAsync(session, kind), locksMuch: true).WaitAsync(cancel);
            wake.Cards();
        }
    }

    /// <summary>Cards that nobody has seen yet, by what makes them alike.</summary>
    private async Task<List<(Alike Kind, int Count)>> WaitingAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var counted = await db
            .Cards.Where(card => card.DueAt != null && card.Handle == null && !card.MayBePosted && card.Group == null)
            .Join(db.Escalations, card => card.EscalationId, asked => asked.Id, (card, asked) => new { card, asked })
            .GroupBy(row => new
            {
                row.card.Channel,
                row.asked.Loop,
                row.asked.Kind,
            })
            .Select(alike => new { alike.Key, Count = alike.Count() })
            .ToListAsync(cancel)
            .InStoreAsync();
        return counted.ConvertAll(one => (new Alike(one.Key.Channel, one.Key.Loop, one.Key.Kind), one.Count));
    }

    /// <summary>
    /// How many alike came lately, shown or not. Their ids sort by time, so none of the older ones is looked at, nor a group.
    /// </summary>
    private async Task<int> LatelyAsync(Alike kind, TimeSpan within, CancellationToken cancel)
    {
        var since = leases.Now - within;
        var least = Id.Least(since);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .Cards.FromSql(
                $"""SELECT * FROM "Cards" WHERE "EscalationId" >= {least} AND "EscalationId" < {CardGroup.Prefix}"""
            )
            .Where(card => card.Channel == kind.Channel)
            .Join(db.Escalations, card => card.EscalationId, asked => asked.Id, (card, asked) => asked)
            .CountAsync(asked => asked.Loop == kind.Loop && asked.Kind == kind.Kind && asked.OpenedAt >= since, cancel)
            .InStoreAsync();
    }

    private async Task<bool> FoldAsync(Session session, Alike kind)
    {
        await database.LockAsync(session, "fold");
        while (true)
        {
            var (group, room) = await OpenGroupAsync(session, kind);
            var id = group ?? CardGroup.NewId(leases.Now).Value;
            if (await TakeAsync(session, kind, id, room) == 0)
                return true;
            await ShowAsync(session, kind, id);
        }
    }

    private async Task<(string? Group, int Room)> OpenGroupAsync(Session session, Alike kind)
    {
        var least = CardGroup.LeastId(leases.Now - CardGroup.TakesFor);
        var open = await session.QueryAsync(
            $"""
            SELECT "EscalationId",
                (SELECT COUNT(*) FROM "Cards" AS member WHERE member."Group" = grouped."EscalationId")
            FROM "Cards" AS grouped
            WHERE "RunId" = {kind.Name} AND "Channel" = {kind.Channel} AND "EscalationId" > {least}
            ORDER BY "EscalationId" DESC
            """,
            static row => (Group: row.GetString(0), Room: CardGroup.MostMembers - (int)row.GetInt64(1))
        );
        var fits = open.Find(group => group.Room > 0);
        return fits.Room > 0 ? fits : (null, CardGroup.MostMembers);
    }

    private Task<int> TakeAsync(Session session, Alike kind, string group, int room) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Cards" SET "Group" = {group}, "DueAt" = NULL, "Attempt" = 0, "Trouble" = NULL
            WHERE ("EscalationId", "Channel") IN (
                SELECT waiting."EscalationId", waiting."Channel" FROM "Cards" AS waiting
                JOIN "Escalations" AS asked ON asked."Id" = waiting."EscalationId"
                WHERE waiting."DueAt" IS NOT NULL AND waiting."Handle" IS NULL AND NOT waiting."MayBePosted"
                    AND waiting."Group" IS NULL AND waiting."Channel" = {kind.Channel}
                    AND asked."Loop" = {kind.Loop} AND asked."Kind" = {kind.Kind}
                    AND (waiting."LeaseUntil" IS NULL OR waiting."LeaseUntil" < {leases.Steady})
                ORDER BY waiting."DueAt" LIMIT {room})
                AND "Group" IS NULL AND "Handle" IS NULL AND NOT "MayBePosted"
                AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {leases.Steady})
            """
        );

    private Task<int> ShowAsync(Session session, Alike kind, string group)
    {
        var due = leases.Now + Settle;
        return session.ExecuteAsync(
            $"""
            INSERT INTO "Cards" ("EscalationId", "Channel", "RunId", "Wanted", "Shown", "MayBePosted", "DueAt", "Attempt", "Told")
            VALUES ({group}, {kind.Channel}, {kind.Name}, 1, 0, {false}, {due}, 0, 0)
            ON CONFLICT ("EscalationId", "Channel") DO UPDATE SET "Wanted" = "Cards"."Wanted" + 1,
                "DueAt" = CASE WHEN "Cards"."DueAt" < excluded."DueAt" THEN "Cards"."DueAt" ELSE excluded."DueAt" END
            """
        );
    }

    /// <summary>What makes cards alike.</summary>
    private sealed record Alike(string Channel, string Loop, EscalationKind Kind)
    {
        /// <summary>Stands where a card has its run.</summary>
        internal string Name => $"group of {Loop} {Kind}";
    }
}
