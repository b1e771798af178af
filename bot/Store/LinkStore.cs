using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps who is linked with whom. A row a link, also after it ended; as many as a team has people.</summary>
internal sealed class LinkStore(
    Writer writer,
    IDbContextFactory<OpsBotDb> contexts,
    Database database,
    TimeProvider clock
) : ILinkStore
{
    public async Task<IReadOnlyList<PersonLink>> LinksAsync(DateTimeOffset? since, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .Links.Where(link => link.EndedAt == null || link.EndedAt >= since)
            .OrderBy(link => link.Id)
            .Select(link => new PersonLink(link.One, link.Other, link.At) { EndedAt = link.EndedAt })
            .ToListAsync(cancel)
            .InStoreAsync();
    }

    public Task OfferAsync(LinkOffer offer, CancellationToken cancel) =>
        writer
            .DoAsync(async session =>
            {
                await session.ExecuteAsync(
                    $"""DELETE FROM "LinkOffers" WHERE "Person" = {offer.Person} OR "Until" <= {clock.GetUtcNow()}"""
                );
                return await session.ExecuteAsync(
                    $"""
                    INSERT INTO "LinkOffers" ("CodeHash", "Person", "Until")
                    VALUES ({offer.CodeHash}, {offer.Person}, {offer.Until})
                    """
                );
            })
            .WaitAsync(cancel);

    public Task<LinkTaken> TakeAsync(string codeHash, string person, CancellationToken cancel) =>
        writer.DoAsync(session => TakeAsync(session, codeHash, person)).WaitAsync(cancel);

    private async Task<LinkTaken> TakeAsync(Session session, string codeHash, string person)
    {
        // One at a time, so that nobody is linked twice by two codes at once.
        await database.LockAsync(session, "links");
        var now = clock.GetUtcNow();
        var chat = person[..(person.IndexOf(':', StringComparison.Ordinal) + 1)];
        var taken = await session.QueryAsync(
            $"""
            DELETE FROM "LinkOffers"
            WHERE "CodeHash" = {codeHash} AND "Until" > {now} AND substr("Person", 1, {chat.Length}) <> {chat}
            RETURNING "Person"
            """,
            static row => row.GetString(0)
        );
        if (taken is not [var one])
            return new LinkTaken.NoSuchOffer();
        if (await StandingAsync(session, one, person) is [var before, ..])
            return new LinkTaken.LinkedBefore(before);
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Links" ("Id", "One", "Other", "At") VALUES ({Id.New(now)}, {one}, {person}, {now})
            """
        );
        return new LinkTaken.Linked(new PersonLink(one, person, now));
    }

    public Task<PersonLink?> EndAsync(string person, CancellationToken cancel) =>
        writer
            .DoAsync(async session =>
            {
                var now = clock.GetUtcNow();
                var ended = await session.QueryAsync(
                    $"""
                    UPDATE "Links" SET "EndedAt" = {now}
                    WHERE ("One" = {person} OR "Other" = {person}) AND "EndedAt" IS NULL
                    RETURNING "One", "Other", "At"
                    """,
                    Read
                );
                return ended is [var link, ..] ? link with { EndedAt = now } : null;
            })
            .WaitAsync(cancel);

    private static Task<List<PersonLink>> StandingAsync(Session session, string one, string other) =>
        session.QueryAsync(
            $"""
            SELECT "One", "Other", "At" FROM "Links"
            WHERE ("One" IN ({one}, {other}) OR "Other" IN ({one}, {other})) AND "EndedAt" IS NULL
            """,
            Read
        );

    private static PersonLink Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));
}
