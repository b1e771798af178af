using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OpsBot.Bot.Store;

/// <summary>A PostgreSQL database that any number of bots share.</summary>
internal sealed class PostgresServer(IDbContextFactory<OpsBotDb> contexts, StoreOptions options, Node node) : Database
{
    /// <summary>On this channel bots tell each other that a loop was paused or resumed.</summary>
    private const string Loops = "opsbot_loops";

    /// <summary>Enough to keep the server's disk busy while others wait for it; each is a connection.</summary>
    internal override int Writers => 4;

    internal override string SkipTaken => "FOR UPDATE SKIP LOCKED";

    /// <exception cref="UnusableStoreException">It cannot be reached, or was written by a newer program.</exception>
    internal override async Task OpenAsync(CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await BeatAsync(cancel);
    }

    internal override async Task OpenAloneAsync(CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var alive = await db
            .Database.SqlQuery<int>(
                $"""
                SELECT COUNT(*)::integer AS "Value" FROM "Nodes"
                WHERE "SeenAt" > (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint - {(long)
                    Node.DeadAfter.TotalMilliseconds}
                """
            )
            .SingleAsync(cancel);
        if (alive > 0)
            throw new UnusableStoreException($"{alive} bots are running on this database. Stop them first.");
    }

    internal override Task RenumberAsync(Session session) =>
        session.QueryAsync(
            $"""
            SELECT setval(pg_get_serial_sequence('"Timeline"', 'Id'), (SELECT COALESCE(MAX("Id"), 0) + 1 FROM "Timeline"), false)
            """,
            static _ => true
        );

    private async Task ReadyAsync(CancellationToken cancel)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            if (await db.Database.CanConnectAsync(cancel))
                await RefuseNewerAsync(db, "The database", cancel);
            await db.Database.MigrateAsync(cancel);
        }
        catch (NpgsqlException error)
        {
            throw new UnusableStoreException(
                $"PostgreSQL at {new NpgsqlConnectionStringBuilder(options.ConnectionString).Host} cannot be used: {error.Message}. Look at Store:ConnectionString and Store:Password, and whether the server runs.",
                error
            );
        }
    }

    internal override Task PrepareAsync(Session session) => Task.CompletedTask;

    /// <summary>Deadlock, serialization failure: https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
    internal override bool IsConflict(Exception error) =>
        error
            is PostgresException
                {
                    SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
                }
                or { InnerException: PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } };

    internal override Task TellOthersAsync(Session session) =>
        session.QueryAsync($"SELECT pg_notify({Loops}, {node.Id})", static _ => true);

    /// <summary>Completes when another bot has paused or resumed a loop.</summary>
    internal async Task ListenAsync(Func<Task> changed, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync($"LISTEN {Loops}", cancel);
        while (true)
        {
            await changed();
            await connection.WaitAsync(cancel);
        }
    }

    /// <summary>
    /// Says that this bot lives, sets its clock by the database's, and frees what dead ones had in hand. A bot frees nothing
    /// unless it has been heard of itself for as long as it takes to be called dead: after an outage everybody gets the time
    /// to speak up.
    /// </summary>
    /// <returns>The bots that were found dead.</returns>
    internal async Task<IReadOnlyList<string>> BeatAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var asked = node.Asking();
        var now = await db
            .Database.SqlQuery<long>(
                $"""
                INSERT INTO "Nodes" ("Id", "SeenAt")
                VALUES ({node.Id}, (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint)
                ON CONFLICT ("Id") DO UPDATE SET "SeenAt" = excluded."SeenAt"
                RETURNING "SeenAt" AS "Value"
                """
            )
            .ToListAsync(cancel);
        var dead = node.IsSteady ? await BuryAsync(db, now[0], cancel) : [];
        await transaction.CommitAsync(cancel);
        node.Heard(asked, DateTimeOffset.FromUnixTimeMilliseconds(now[0]));
        return dead;
    }

    /// <summary>Leaves in good order: whatever this bot still had in hand is free at once.</summary>
    internal async Task LeaveAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Nodes.Where(row => row.Id == node.Id).ExecuteDeleteAsync(cancel);
        await FreeAsync(db, node.Id, cancel);
    }

    private static async Task<IReadOnlyList<string>> BuryAsync(OpsBotDb db, long now, CancellationToken cancel)
    {
        var silentSince = now - (long)Node.DeadAfter.TotalMilliseconds;
        var dead = await db
            .Database.SqlQuery<string>(
                $"""
                DELETE FROM "Nodes" WHERE "Id" IN (
                    SELECT "Id" FROM "Nodes" WHERE "SeenAt" < {silentSince} FOR UPDATE SKIP LOCKED)
                RETURNING "Id" AS "Value"
                """
            )
            .ToListAsync(cancel);
        foreach (var id in dead)
            await FreeAsync(db, id, cancel);
        return dead;
    }

    private static async Task FreeAsync(OpsBotDb db, string id, CancellationToken cancel)
    {
        await db
            .Runs.Where(run => run.LeaseOwner == id)
            .ExecuteUpdateAsync(
                run =>
                    run.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(it => it.LeaseOwner, (string?)null),
                cancel
            );
        await db
            .Cards.Where(card => card.LeaseOwner == id)
            .ExecuteUpdateAsync(
                card =>
                    card.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(it => it.LeaseOwner, (string?)null),
                cancel
            );
        await db
            .Schedules.Where(row => row.LeaseOwner == id)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null), cancel);
    }
}
