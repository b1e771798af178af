using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>What differs between the databases; everything else in this room is the same for both.</summary>
internal abstract class Database
{
    /// <summary>Where set, hears of every statement that is prepared for writing.</summary>
    internal Action<System.Data.Common.DbCommand>? Prepared { get; set; }

    /// <summary>How many write at once.</summary>
    internal abstract int Writers { get; }

    /// <summary>Ends the part of a claim that chooses rows: leaves those alone that somebody else is just taking.</summary>
    internal abstract string SkipTaken { get; }

    /// <summary>Readies the database and brings it up to this program's schema.</summary>
    /// <exception cref="UnusableStoreException">It cannot be used; the message says why and what would help.</exception>
    internal abstract Task OpenAsync(CancellationToken cancel);

    /// <summary>Like <see cref="OpenAsync"/>, for one who wants the store while no bot changes it.</summary>
    /// <param name="mayChange">It may be made, and brought up to this program's schema.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="UnusableStoreException">A bot uses it just now, or it is not there as it is wanted.</exception>
    internal abstract Task OpenAloneAsync(bool mayChange, CancellationToken cancel);

    /// <summary>After rows came with numbers of their own: goes on counting after the highest.</summary>
    internal virtual Task RenumberAsync(Session session) => Task.CompletedTask;

    /// <summary>Whether an event could be stored now; tried where only trying tells.</summary>
    internal abstract Task<bool> CanStoreAsync(Session session);

    /// <summary>Readies a connection that was just opened for writing.</summary>
    internal abstract Task PrepareAsync(Session session);

    /// <summary>The work failed only because of what others did at the same moment: once more, and it may go well.</summary>
    internal abstract bool IsConflict(Exception error);

    /// <summary>Tells the other bots on the same database that a loop was paused or resumed; with the commit.</summary>
    internal virtual Task TellOthersAsync(Session session) => Task.CompletedTask;

    /// <summary>Only one transaction of all bots at a time does what this names; until it ends.</summary>
    internal virtual Task LockAsync(Session session, string what) => Task.CompletedTask;

    /// <exception cref="UnusableStoreException">A newer program has been at it.</exception>
    private protected static async Task RefuseNewerAsync(OpsBotDb db, string what, CancellationToken cancel)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var newer = (await db.Database.GetAppliedMigrationsAsync(cancel)).Where(name => !known.Contains(name)).ToList();
        if (newer.Count > 0)
            throw new UnusableStoreException(
                $"{what} was written by a newer OpsBot (it has {newer[^1]}). Start that version, or restore a backup."
            );
    }

    /// <exception cref="UnusableStoreException">It is not at this program's schema, and must not be changed.</exception>
    private protected static async Task RefuseOlderAsync(OpsBotDb db, string what, CancellationToken cancel)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            throw new UnusableStoreException(
                $"{what} holds no store of this version. Name the right one, use the version that wrote it, or start this one on it once."
            );
    }
}
