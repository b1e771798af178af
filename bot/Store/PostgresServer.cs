using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OpsBot.Bot.Store;

/// <summary>A PostgreSQL database that any number of bots share.</summary>
internal sealed class PostgresServer(
    IDbContextFactory<OpsBotDb> contexts,
    StoreOptions options,
    NodeRegister nodes,
    Node node
) : Database
{
    private static readonly TimeSpan LongestMigration = TimeSpan.FromHours(1);

    /// <summary>Enough to keep the server's disk busy while others wait for it; each is a connection.</summary>
    internal override int Writers => 4;

    internal override string SkipTaken => "FOR UPDATE SKIP LOCKED";

    /// <exception cref="UnusableStoreException">It cannot be reached, or was written by a newer program.</exception>
    internal override async Task OpenAsync(CancellationToken cancel)
    {
        await ReadyAsync(mayChange: true, cancel);
        await nodes.BeatAsync(cancel);
    }

    internal override async Task OpenAloneAsync(bool mayChange, CancellationToken cancel)
    {
        await ReadyAsync(mayChange, cancel);
        if (await nodes.CountAsync(cancel) is > 0 and var alive)
            throw new UnusableStoreException($"{alive} bots are running on this database. Stop them first.");
    }

    internal override Task RenumberAsync(Session session) =>
        session.QueryAsync(
            $"""
            SELECT setval(pg_get_serial_sequence('"Timeline"', 'Id'), (SELECT COALESCE(MAX("Id"), 0) + 1 FROM "Timeline"), false)
            """,
            static _ => true
        );

    /// <summary>
    /// A bot that stalls or vanishes in the middle of a transaction must not hold its rows for longer than it takes the others to
    /// call it dead, and nobody waits for them for longer than a webhook's sender does.
    /// </summary>
    internal override async Task PrepareAsync(Session session)
    {
        await session.ExecuteAsync($"SET idle_in_transaction_session_timeout = 5000");
        await session.ExecuteAsync($"SET lock_timeout = 3000");
        await session.ExecuteAsync($"SET tcp_user_timeout = 6000");
        await session.ExecuteAsync($"SET tcp_keepalives_idle = 3");
        await session.ExecuteAsync($"SET tcp_keepalives_interval = 1");
        await session.ExecuteAsync($"SET tcp_keepalives_count = 3");
    }

    /// <summary>A beat is a write, every two seconds.</summary>
    internal override Task<bool> CanStoreAsync(Session session) => Task.FromResult(node.IsAlive);

    /// <summary>Others held the rows: https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
    internal override bool IsConflict(Exception error) =>
        (error as PostgresException ?? error.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.LockNotAvailable;

    internal override Task TellOthersAsync(Session session) =>
        session.QueryAsync($"SELECT pg_notify({NodeRegister.Loops}, {node.Id})", static _ => true);

    internal override Task LockAsync(Session session, string what) =>
        session.QueryAsync($"SELECT pg_advisory_xact_lock(hashtext({what}))", static _ => true);

    /// <summary>
    /// One bot at a time: each migration is a transaction of its own, so that two bots that start at once could both find the
    /// second one not done yet.
    /// </summary>
    private static async Task MigrateAsync(OpsBotDb db, CancellationToken cancel)
    {
        // A database that is not there is made by the first migration.
        if (!await db.Database.CanConnectAsync(cancel))
        {
            await db.Database.MigrateAsync(cancel);
            return;
        }

        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(hashtext('opsbot migrations'))", cancel);
            await db.Database.MigrateAsync(cancel);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtext('opsbot migrations'))", cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task ReadyAsync(bool mayChange, CancellationToken cancel)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            // A migration of much history takes its time.
            db.Database.SetCommandTimeout(LongestMigration);
            if (!mayChange || await db.Database.CanConnectAsync(cancel))
                await RefuseNewerAsync(db, "The database", cancel);
            if (mayChange)
                await MigrateAsync(db, cancel);
            else
                await RefuseOlderAsync(db, "The database", cancel);
        }
        catch (NpgsqlException error)
        {
            throw new UnusableStoreException(
                $"PostgreSQL at {new NpgsqlConnectionStringBuilder(options.ConnectionString).Host} cannot be used: {error.Message}. Look at Store:ConnectionString and Store:Password, and whether the server runs.",
                error
            );
        }
    }
}
