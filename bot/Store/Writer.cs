using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpsBot.Bot.Store;

/// <summary>
/// The only way to write: works that wait together share one transaction, and so one wait for the disk. What a work did is
/// durable when its task completes.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    /// <summary>So many works may wait before those who can come again are turned away: far more than ever wait while the disk works.</summary>
    private const int MostWaiting = 4096;
    private const int MostTogether = 64;
    private const int MostTries = 10;
    private readonly Channel<Work> queue = Channel.CreateUnbounded<Work>();
    private readonly IDbContextFactory<OpsBotDb> contexts;
    private readonly Database database;
    private readonly Task writers;
    private long commits;

    public Writer(IDbContextFactory<OpsBotDb> contexts, Database database)
    {
        this.contexts = contexts;
        this.database = database;
        writers = Task.WhenAll(Enumerable.Range(0, database.Writers).Select(_ => Task.Run(WriteAsync)));
    }

    /// <summary>How many transactions were committed: each is a wait for the disk.</summary>
    internal long Commits => Interlocked.Read(ref commits);

    /// <summary>Does a piece of work in a transaction; where it throws, nothing of it remains.</summary>
    /// <param name="work">Given the session to work with. It may run more than once, the last time for good.</param>
    /// <param name="locksMuch">
    /// It changes a row that many others want: it comes last in its transaction, so that the row is held for a short time only.
    /// </param>
    internal Task<T> DoAsync<T>(Func<Session, Task<T>> work, bool locksMuch = false)
    {
        var item = new Work<T>(work) { LocksMuch = locksMuch };
        return queue.Writer.TryWrite(item)
            ? item.Result.InStoreAsync()
            : throw new ObjectDisposedException(nameof(Writer));
    }

    /// <summary>
    /// The same for who can come again, as senders of webhooks do: where the disk stalls they are turned away before they fill the
    /// memory. What is in hand is not: there is only so much of it, and it must be stored.
    /// </summary>
    /// <exception cref="StoreException">Too much waits.</exception>
    internal Task<T> DoIfRoomAsync<T>(Func<Session, Task<T>> work) =>
        queue.Reader.Count < MostWaiting
            ? DoAsync(work)
            : throw new StoreException($"{MostWaiting} writes wait for the disk already", new TimeoutException());

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writers;
    }

    private async Task WriteAsync()
    {
        Session? session = null;
        var batch = new List<Work>(MostTogether);
        while (await queue.Reader.WaitToReadAsync())
        {
            await GatherAsync(batch);
            if (batch.Count > 0)
                session = await WriteAsync(session, batch);
            batch.Clear();
        }

        if (session is not null)
            await session.DisposeAsync();
    }

    /// <summary>
    /// Takes what waits, and as long as that brings more lets everything go first that is about to ask for a write: where there
    /// is much to do twice as many share a commit, and where there is not nobody waits.
    /// </summary>
    private async Task GatherAsync(List<Work> batch)
    {
        for (var before = -1; batch.Count > before && batch.Count < MostTogether; )
        {
            before = batch.Count;
            while (batch.Count < MostTogether && queue.Reader.TryRead(out var work))
                batch.Add(work);
            await Task.Yield();
        }
    }

    /// <summary>Writes a batch; the session that it gives back is fit for the next one.</summary>
    private async Task<Session?> WriteAsync(Session? session, List<Work> batch)
    {
        var wasUsed = session is not null;
        try
        {
            session ??= await ConnectAsync();
            if (await TryTogetherAsync(session, batch))
                return session;
            // One of them failed, and with it the transaction of all: each by itself.
            foreach (var work in batch)
                await AloneAsync(session, work);
            return session;
        }
        catch (Exception error)
        {
            var wasCut = wasUsed && session is { IsOpen: false };
            if (session is not null)
                await session.DisposeAsync();
            // A connection that rested may have been cut meanwhile: what was not committed goes through a new one.
            batch.RemoveAll(work => work.IsOver);
            if (wasCut && batch.Count > 0)
                return await WriteAsync(null, batch);
            batch.ForEach(work => work.Fail(error));
            if (session is null)
                FailWaiting(error);
            return null;
        }
    }

    /// <summary>There is no database: whoever waits behind hears it now, not after as many more tries.</summary>
    private void FailWaiting(Exception error)
    {
        while (queue.Reader.TryRead(out var work))
            work.Fail(error);
    }

    private async Task<Session> ConnectAsync()
    {
        var session = new Session(await contexts.CreateDbContextAsync(), database.Prepared);
        try
        {
            session.Db.Database.AutoSavepointsEnabled = false;
            await session.OpenAsync(CancellationToken.None);
            await database.PrepareAsync(session);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> TryTogetherAsync(Session session, List<Work> batch)
    {
        await using var transaction = await session.BeginAsync(CancellationToken.None);
        foreach (var work in batch.OrderBy(work => work.LocksMuch))
        {
            if (await work.TryAsync(session) is { } failure)
                return session.IsOpen ? false : throw failure;
        }

        await CommitAsync(transaction, batch);
        return true;
    }

    private async Task AloneAsync(Session session, Work work)
    {
        for (var tries = 1; ; tries++)
        {
            await using var transaction = await session.BeginAsync(CancellationToken.None);
            var failure = await work.TryAsync(session);
            if (failure is null)
            {
                await CommitAsync(transaction, [work]);
                return;
            }

            if (!session.IsOpen)
                throw failure;
            if (tries < MostTries && database.IsConflict(failure))
                continue;
            work.Fail(failure);
            return;
        }
    }

    /// <summary>Where a commit fails nobody knows whether it took: those who wait hear of it, and nothing is repeated here.</summary>
    private async Task CommitAsync(IDbContextTransaction transaction, List<Work> batch)
    {
        try
        {
            await transaction.CommitAsync();
        }
        catch (Exception error)
        {
            batch.ForEach(work => work.Fail(error));
            throw;
        }

        Interlocked.Increment(ref commits);
        batch.ForEach(work => work.Complete());
    }

    private abstract class Work
    {
        internal bool LocksMuch { get; init; }

        internal abstract bool IsOver { get; }

        /// <summary>Does it in the session's transaction.</summary>
        /// <returns>What went wrong; nothing where it went well.</returns>
        internal abstract Task<Exception?> TryAsync(Session session);

        internal abstract void Complete();

        internal abstract void Fail(Exception error);
    }

    private sealed class Work<T>(Func<Session, Task<T>> work) : Work
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        internal Task<T> Result => done.Task;

        internal override bool IsOver => done.Task.IsCompleted;

        internal override async Task<Exception?> TryAsync(Session session)
        {
            try
            {
                result = await work(session);
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        }

        internal override void Complete() => done.TrySetResult(result!);

        internal override void Fail(Exception error) => done.TrySetException(error);
    }
}
