using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Bot.Store;
using OpsBot.Bot.Workers;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Workers;

public sealed class RunWorkerTests
{
    private readonly TaskCompletionSource held = new();
    private readonly TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource failing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task It_ends_only_when_what_it_began_has_come_to_a_stored_end_also_while_the_store_is_in_trouble()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var engine = await EngineFixture.StartAsync();
        engine.System.Meanwhile = _ =>
        {
            called.TrySetResult();
            return held.Task;
        };
        await engine.CatchAsync("one");
        var store = new FailingClaims(engine.Runs, failing);
        using var worker = new RunWorker(
            store,
            engine.Get<Runner>(),
            engine.Get<Wake>(),
            engine.Clock,
            NullLogger<RunWorker>.Instance
        );
        await worker.StartAsync(stop);
        await Task.WhenAll(called.Task, failing.Task).WaitAsync(stop);
        var stopping = worker.StopAsync(stop);
        // Time enough for a worker that does not wait.
        for (var turn = 0; turn < 1000 && !worker.ExecuteTask!.IsCompleted; turn++)
            await Task.Yield();
        worker.ExecuteTask!.IsCompleted.ShouldBeFalse();

        held.SetResult();
        await stopping;
        await worker.ExecuteTask;
        (await engine.MemoryOfAsync("one")).Journal[0].Receipt.ShouldNotBeNull();
    }

    /// <summary>A store whose runs can be claimed once, and then no more.</summary>
    private sealed class FailingClaims(IRunStore store, TaskCompletionSource failing) : IRunStore
    {
        private int claims;

        public Task<IReadOnlyList<Run>> ClaimAsync(
            IReadOnlyCollection<LoopName> loops,
            int most,
            CancellationToken cancel
        )
        {
            if (claims++ == 0)
                return store.ClaimAsync(loops, most, cancel);
            failing.TrySetResult();
            throw new InvalidOperationException("the store is gone");
        }

        public Task<CommitResult> CommitAsync(RunChange change, CancellationToken cancel) =>
            store.CommitAsync(change, cancel);

        public Task<RunMemory> RememberAsync(RunId run, CancellationToken cancel) => store.RememberAsync(run, cancel);

        public Task<Tally> TallyAsync(LoopName loop, string scope, DateOnly day, CancellationToken cancel) =>
            store.TallyAsync(loop, scope, day, cancel);

        public Task<IReadOnlyList<PastRun>> PastRunsAsync(
            LoopName loop,
            string party,
            int most,
            CancellationToken cancel
        ) => store.PastRunsAsync(loop, party, most, cancel);
    }
}
