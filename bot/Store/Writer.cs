using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>
/// The only way to write: works that wait together share one transaction, and so one wait for the disk. Each is kept apart by
/// a savepoint; what it did is durable when its task completes.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostTogether = 64;
    private readonly Channel<Work> queue = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly IDbContextFactory<OpsBotDb> contexts;
    private readonly Task loop;

    public Writer(IDbContextFactory<OpsBotDb> contexts)
    {
        this.contexts = contexts;
        loop = Task.Run(WriteAsync);
    }

    /// <summary>Does a piece of work in a transaction. It may run only once; where it throws, nothing of it remains.</summary>
    /// <param name="work">Given the context to work with; saves what it changed.</param>
    internal Task<T> DoAsync<T>(Func<OpsBotDb, Task<T>> work)
    {
        var item = new Work<T>(work);
        return queue.Writer.TryWrite(item)
            ? item.Result.InStoreAsync()
            : throw new ObjectDisposedException(nameof(Writer));
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Work>(MostTogether);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostTogether && queue.Reader.TryRead(out var work))
                batch.Add(work);
            try
            {
                await WriteTogetherAsync(batch);
            }
            catch (Exception error)
            {
                batch.ForEach(work => work.Fail(error));
            }

            batch.Clear();
        }
    }

    private async Task WriteTogetherAsync(List<Work> batch)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var work in batch)
        {
            await transaction.CreateSavepointAsync("work");
            if (!await work.TryAsync(db))
                await transaction.RollbackToSavepointAsync("work");
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
        batch.ForEach(work => work.Complete());
    }

    private abstract class Work
    {
        internal abstract Task<bool> TryAsync(OpsBotDb db);

        internal abstract void Complete();

        internal abstract void Fail(Exception error);
    }

    private sealed class Work<T>(Func<OpsBotDb, Task<T>> work) : Work
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? failure;

        internal Task<T> Result => done.Task;

        internal override async Task<bool> TryAsync(OpsBotDb db)
        {
            try
            {
                result = await work(db);
                return true;
            }
            catch (Exception error)
            {
                failure = error;
                return false;
            }
        }

        internal override void Complete()
        {
            if (failure is null)
                done.SetResult(result!);
            else
                done.SetException(failure);
        }

        internal override void Fail(Exception error) => done.TrySetException(failure ?? error);
    }
}
