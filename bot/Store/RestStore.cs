using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps which parts of systems outside asked to be left alone. A row each, gone when it is over.</summary>
internal sealed class RestStore(Writer writer, IDbContextFactory<OpsBotDb> contexts) : IRests
{
    public async Task<IReadOnlyList<Rest>> AllAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Rests.Select(row => new Rest(row.What, row.Until)).ToListAsync(cancel);
    }

    public Task KeepAsync(Rest rest, CancellationToken cancel) =>
        writer
            .DoAsync(session =>
                session.ExecuteAsync(
                    $"""
                    INSERT INTO "Rests" ("What", "Until") VALUES ({rest.What}, {rest.Until})
                    ON CONFLICT ("What") DO UPDATE SET "Until" = excluded."Until"
                    WHERE "Rests"."Until" < excluded."Until"
                    """
                )
            )
            .WaitAsync(cancel);

    public Task ForgetAsync(string what, DateTimeOffset overBy, CancellationToken cancel) =>
        writer
            .DoAsync(session =>
                session.ExecuteAsync($"""DELETE FROM "Rests" WHERE "What" = {what} AND "Until" <= {overBy}""")
            )
            .WaitAsync(cancel);
}
