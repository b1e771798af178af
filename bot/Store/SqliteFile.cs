using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>
/// A file that is this process's alone while it runs. Every commit is on disk before it is acknowledged.
/// </summary>
internal sealed class SqliteFile(IDbContextFactory<OpsBotDb> contexts, StoreOptions options) : Database, IDisposable
{
    private FileStream? theLock;

    /// <summary>SQLite knows one writer at a time.</summary>
    internal override int Writers => 1;

    internal override string SkipTaken => "";

    /// <exception cref="UnusableStoreException">
    /// Another process has it open, it was written by a newer program, it cannot be written, or it is damaged.
    /// </exception>
    internal override Task OpenAsync(CancellationToken cancel) => OpenAloneAsync(mayChange: true, cancel);

    internal override async Task OpenAloneAsync(bool mayChange, CancellationToken cancel)
    {
        var file = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
        if (!mayChange && !File.Exists(file))
            throw new UnusableStoreException(
                $"There is no store at {Path.GetFullPath(file)}. Name it with Store:ConnectionString, or go to the folder the bot runs in."
            );
        Lock(file);
        try
        {
            await ReadyAsync(mayChange, cancel);
        }
        catch (SqliteException error)
        {
            throw new UnusableStoreException(Explain(Path.GetFullPath(file), error), error);
        }
    }

    /// <summary>
    /// FULL: an acknowledged webhook survives the loss of power, not only of the process. What a transaction needs to be taken
    /// back stays in memory: in a file it would be three quarters of all that is written. The log grows to 32 MB before it is
    /// worked into the file, since most pages in it are written many times; the cache holds the hot ends of all indexes.
    /// </summary>
    internal override async Task PrepareAsync(Session session)
    {
        await session.ExecuteAsync($"PRAGMA synchronous = FULL");
        await session.ExecuteAsync($"PRAGMA temp_store = MEMORY");
        await session.ExecuteAsync($"PRAGMA wal_autocheckpoint = 8000");
        await session.ExecuteAsync($"PRAGMA cache_size = -32000");
    }

    internal override bool IsConflict(Exception error) => false;

    public void Dispose() => theLock?.Dispose();

    /// <summary>A write like any other: a full disk lets an empty transaction pass.</summary>
    internal override async Task<bool> CanStoreAsync(Session session) =>
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Nodes" ("Id", "SeenAt") VALUES ('this file', 1)
            ON CONFLICT ("Id") DO UPDATE SET "SeenAt" = "Nodes"."SeenAt" + 1
            """
        ) == 1;

    private async Task ReadyAsync(bool mayChange, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await RefuseNewerAsync(db, options.ConnectionString, cancel);
        if (!mayChange)
        {
            await RefuseOlderAsync(db, options.ConnectionString, cancel);
            return;
        }

        await MigrateAsync(db, cancel);
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancel);
        // Whoever held a lease is gone: this process has the file to itself. A write, too: it shows that one can write.
        await db
            .Runs.Where(run => run.DueAt != null && run.LeaseUntil != null)
            .ExecuteUpdateAsync(run => run.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null), cancel);
        await db
            .Cards.Where(card => card.DueAt != null && card.LeaseUntil != null)
            .ExecuteUpdateAsync(card => card.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null), cancel);
        await db
            .Schedules.Where(row => row.LeaseUntil != null)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null), cancel);
    }

    /// <summary>
    /// Migrations take a lock of their own, as a row. A process that was killed while it held it would keep every later one
    /// waiting for ever; the file is ours alone, so whose row it is does not matter.
    /// </summary>
    private static async Task MigrateAsync(OpsBotDb db, CancellationToken cancel)
    {
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            return;
        await db.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancel);
        await db.Database.MigrateAsync(cancel);
    }

    private void Lock(string file)
    {
        if (file.Length == 0 || file == ":memory:")
            return;
        var full = Path.GetFullPath(file);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            theLock = new FileStream(full + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnusableStoreException(
                $"{full} cannot be written: this account may not write into {Path.GetDirectoryName(full)}. Give it the right, or choose another place with Store:ConnectionString.",
                error
            );
        }
        catch (IOException error)
        {
            throw new UnusableStoreException(
                $"{full} is in use by another OpsBot, or its folder cannot be written ({error.Message}). One process may use a SQLite file; stop the other, or give this one its own Store:ConnectionString.",
                error
            );
        }
    }

    /// <summary>Result codes: https://www.sqlite.org/rescode.html</summary>
    private static string Explain(string file, SqliteException error) =>
        error.SqliteErrorCode switch
        {
            11 or 26 =>
                $"{file} is damaged or no SQLite database ({error.Message}). Put it aside with its -wal and -shm files and restore a backup (docs/operate.md, Restore); nothing was changed in it.",
            8 => $"{file} can only be read. Give this account the right to write it.",
            10 or 13 or 14 =>
                $"{file} cannot be opened or written ({error.Message}). Look at the space on its disk and the rights of its folder.",
            5 or 6 => $"{file} is locked by another program, such as a backup or a database browser. Close it.",
            _ => $"{file} cannot be used: {error.Message}",
        };
}
