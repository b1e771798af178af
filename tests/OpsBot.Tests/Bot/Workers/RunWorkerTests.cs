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

    [Fact]
    public async Task What_the_store_failed_is_taken_up_when_it_works_again_and_not_when_its_lease_ends()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var engine = await EngineFixture.StartAsync();
        engine.System.Meanwhile = name =>
        {
            if (name == "b")
                called.TrySetResult();
            return Task.CompletedTask;
        };
        await engine.CatchAsync("one");
        using var worker = new RunWorker(
            new LostClaim(engine.Runs),
            engine.Get<Runner>(),
            new Wake(TimeProvider.System),
            TimeProvider.System,
            NullLogger<RunWorker>.Instance
        );
        await worker.StartAsync(stop);
        // Not a moment passes by the clock of leases.
        await called.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, stop);
        await worker.StopAsync(stop);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task What_is_in_hand_is_not_let_go()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var engine = await EngineFixture.StartAsync();
        await engine.CatchAsync("one");
        await engine.CatchAsync("two");
        var runs = await engine.ClaimAsync();
        var freed = await engine.Runs.LetGoAsync([EngineFixture.Loop], new HashSet<RunId> { runs[0].Id }, stop);
        freed.ShouldBe(1);
        (await engine.ClaimAsync()).ShouldHaveSingleItem().Id.ShouldBe(runs[1].Id);
    }

    /// <summary>Runs are claimed, and the first to hear of it hears that the store is in trouble.</summary>
    private sealed class LostClaim(IRunStore store) : Through(store)
    {
        private int claims;

        public override async Task<IReadOnlyList<Run>> ClaimAsync(
            IReadOnlyCollection<LoopName> loops,
            int most,
            CancellationToken cancel
        )
        {
            var claimed = await base.ClaimAsync(loops, most, cancel);
            return claims++ == 0 ? throw new StoreException("the store is gone", new IOException()) : claimed;
        }
    }

    /// <summary>A store whose runs can be claimed once, and then no more.</summary>
    private sealed class FailingClaims(IRunStore store, TaskCompletionSource failing) : Through(store)
    {
        private int claims;

        public override Task<IReadOnlyList<Run>> ClaimAsync(
            IReadOnlyCollection<LoopName> loops,
            int most,
            CancellationToken cancel
        )
        {
            if (claims++ == 0)
                return base.ClaimAsync(loops, most, cancel);
            failing.TrySetResult();
            throw new InvalidOperationException("the store is gone");
        }
    }

    /// <summary>The store itself.</summary>
    private abstract class Through(IRunStore store) : IRunStore
    {
        public virtual Task<IReadOnlyList<Run>> ClaimAsync(
            IReadOnlyCollection<LoopName> loops,
            int most,
            CancellationToken cancel
        ) => store.ClaimAsync(loops, most, cancel);

        public Task<CommitResult> CommitAsync(RunChange change, CancellationToken cancel) =>
            store.CommitAsync(change, cancel);

        public Task<RunMemory> RememberAsync(RunId run, CancellationToken cancel) => store.RememberAsync(run, cancel);

        public Task<int> LetGoAsync(
            IReadOnlyCollection<LoopName> loops,
            IReadOnlySet<RunId> inHand,
            CancellationToken cancel
        ) => store.LetGoAsync(loops, inHand, cancel);

        public Task<Tally> TallyAsync(
            LoopName loop,
            string scope,
            DateOnly day,
            RunId? besides,
            CancellationToken cancel
        ) => store.TallyAsync(loop, scope, day, besides, cancel);

        public Task<IReadOnlyList<PastRun>> PastRunsAsync(
            LoopName loop,
            string party,
            int most,
            CancellationToken cancel
        ) => store.PastRunsAsync(loop, party, most, cancel);
    }
}
