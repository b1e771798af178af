using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>
/// The database file of this process: nobody else's while it runs, brought up to this program's schema at start, every
/// commit on disk before it is acknowledged.
/// </summary>
internal sealed class StoreFile(IDbContextFactory<OpsBotDb> contexts, StoreOptions options) : IDisposable
{
    private FileStream? theLock;

    /// <summary>Opens the file for this process alone and readies it.</summary>
    /// <exception cref="InvalidOperationException">Another process has it open, or it was written by a newer program.</exception>
    internal async Task OpenAsync(CancellationToken cancel)
    {
        Lock(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var newer = (await db.Database.GetAppliedMigrationsAsync(cancel)).Where(name => !known.Contains(name)).ToList();
        if (newer.Count > 0)
            throw new InvalidOperationException(
                $"{options.ConnectionString} was written by a newer OpsBot (it has {newer[^1]}). Start that version, or restore a backup."
            );
        await MigrateAsync(db, cancel);
        // FULL: an acknowledged webhook survives the loss of power, not only of the process.
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", cancel);
        // Whoever held a lease is gone: this process has the file to itself.
        await db
            .Runs.Where(run => run.DueAt != null && run.LeaseUntil != null)
            .ExecuteUpdateAsync(run => run.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null), cancel);
        await db
            .Cards.Where(card => card.DueAt != null && card.LeaseUntil != null)
            .ExecuteUpdateAsync(card => card.SetProperty(it => it.LeaseUntil, (DateTimeOffset?)null), cancel);
    }

    public void Dispose() => theLock?.Dispose();

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
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        try
        {
            theLock = new FileStream(full + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new InvalidOperationException(
                $"{full} is in use by another OpsBot. One process may use a SQLite file; stop the other, or give this one its own Store:ConnectionString.",
                error
            );
        }
    }
}
