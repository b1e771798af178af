using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Store;

/// <summary>Several bots on one PostgreSQL database.</summary>
public sealed class NodesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_dead_bot_had_in_hand_goes_on_at_another()
    {
        await using var pair = await PairAsync();
        var (one, other) = (pair.One, pair.Other);
        await one.CatchAsync("subject");
        var inHand = (await one.ClaimAsync()).ShouldHaveSingleItem();
        (await other.ClaimAsync()).ShouldBeEmpty();
        await FallSilentAsync(one);

        await BeSteadyAsync(other);
        await other.RunDueAsync();
        (await other.RunOfAsync("subject")).Outcome.ShouldBe(Outcome.Cleared);
        other.System.Done.Count.ShouldBe(2);

        await one.Nodes.BeatAsync(Stop);
        await one.AdvanceAsync(inHand);
        one.System.Done.ShouldBeEmpty("it was overtaken and must not act");
    }

    [Fact]
    public async Task Bots_that_start_at_once_on_a_new_database_make_it_once()
    {
        await using var store = await TestStore.CreateAsync(TestStore.Kind.Postgres);
        string[] args = [.. store.Settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var bots = Enumerable.Range(0, 4).Select(_ => OpsBotHost.BuildStore(args)).ToList();
        await Task.WhenAll(bots.Select(bot => bot.GetRequiredService<Database>().OpenAsync(Stop)));
        foreach (var bot in bots)
            await bot.DisposeAsync();
    }

    [Fact]
    public async Task A_bot_that_was_away_itself_calls_nobody_dead_before_all_could_speak()
    {
        await using var pair = await PairAsync();
        var (one, other) = (pair.One, pair.Other);
        await one.CatchAsync("subject");
        (await one.ClaimAsync()).ShouldHaveSingleItem();
        await FallSilentAsync(one);

        other.Clock.Advance(TimeSpan.FromMinutes(1));
        await other.Nodes.BeatAsync(Stop);
        (await other.Nodes.BuryAsync(Stop)).ShouldBeEmpty();
        await one.Nodes.BeatAsync(Stop);
        await BeSteadyAsync(other);
        (await other.ClaimAsync()).ShouldBeEmpty("its holder lives");
    }

    [Fact]
    public async Task A_bot_that_is_not_heard_of_begins_nothing()
    {
        await using var engine = await EngineFixture.StartAsync(TestStore.Kind.Postgres, beats: false);
        await engine.CatchAsync("subject");
        var run = (await engine.ClaimAsync()).ShouldHaveSingleItem();
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeFalse();
        engine.Clock.Advance(Node.DeadAfter);
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(() => engine.AdvanceAsync(run));
        engine.System.Calls.ShouldBeEmpty();
        (await engine.Runs.ClaimAsync([EngineFixture.Loop], 10, Stop)).ShouldBeEmpty();

        // Back under another name it buries its old one, and goes on at once with what that held.
        await FallSilentAsync(engine);
        await BeSteadyAsync(engine);
        await engine.RunDueAsync();
        engine.System.Done.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_card_that_a_dead_bot_had_in_hand_is_another_ones_to_post()
    {
        await using var pair = await PairAsync();
        pair.One.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await pair.One.CatchAsync("subject");
        await pair.One.RunDueAsync();
        var job = (await pair.One.Cards.ClaimCardsAsync(10, TimeSpan.FromMinutes(3), [], Stop)).ShouldHaveSingleItem();
        await FallSilentAsync(pair.One);
        await BeSteadyAsync(pair.Other);

        var taken = (
            await pair.Other.Cards.ClaimCardsAsync(10, TimeSpan.FromMinutes(3), [], Stop)
        ).ShouldHaveSingleItem();
        (await pair.One.Cards.PostingAsync(job, Stop)).ShouldBeFalse();
        (await pair.Other.Cards.PostingAsync(taken, Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Money_is_not_moved_by_a_bot_that_has_lost_the_run()
    {
        await using var pair = await PairAsync();
        await pair.One.CatchAsync("subject");
        var run = (await pair.One.ClaimAsync()).ShouldHaveSingleItem();
        var moving = new Moving(
            run.Loop,
            run.Key,
            run.Version,
            new Money(5, "EUR"),
            new TripLimits { RefundedPerHour = 100 }
        );
        (await pair.One.Trips.CountAsync(moving, Stop)).ShouldBeTrue();
        await FallSilentAsync(pair.One);
        await BeSteadyAsync(pair.Other);
        (await pair.Other.ClaimAsync()).ShouldHaveSingleItem();
        (await pair.One.Trips.CountAsync(moving, Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_dead_bots_open_transaction_locks_holds_up_no_heartbeat()
    {
        await using var pair = await PairAsync();
        await pair.One.CatchAsync("subject");
        (await pair.One.ClaimAsync()).ShouldHaveSingleItem();
        await using var stalled = new Npgsql.NpgsqlConnection(((TestStore.OnServer)pair.One.Store).ConnectionString);
        await stalled.OpenAsync(Stop);
        await using var transaction = await stalled.BeginTransactionAsync(Stop);
        await using (var locks = new Npgsql.NpgsqlCommand("""UPDATE "Runs" SET "Looks" = 0""", stalled))
            await locks.ExecuteNonQueryAsync(Stop);
        await FallSilentAsync(pair.One);

        for (var beat = 0; beat < 4; beat++)
        {
            pair.Other.Clock.Advance(Node.Beat);
            await pair.Other.Nodes.BeatAsync(Stop);
        }

        (await Should.ThrowAsync<Npgsql.PostgresException>(() => pair.Other.Nodes.BuryAsync(Stop))).SqlState.ShouldBe(
            Npgsql.PostgresErrorCodes.LockNotAvailable
        );
        await pair.Other.Nodes.BeatAsync(Stop);
        pair.Other.Node.IsAlive.ShouldBeTrue();
        await transaction.RollbackAsync(Stop);
        await pair.Other.Nodes.BuryAsync(Stop);
        (await pair.Other.ClaimAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_bot_that_slept_in_the_middle_of_a_plan_goes_no_further_with_it()
    {
        await using var engine = await EngineFixture.StartAsync(TestStore.Kind.Postgres, beats: false);
        await engine.CatchAsync("subject");
        var run = (await engine.ClaimAsync()).ShouldHaveSingleItem();
        engine.System.Meanwhile = async _ =>
        {
            engine.Machine.Set(TimeSpan.FromMinutes(1));
            engine.Node.IsAlive.ShouldBeFalse("its counter stood still, but not its clock");
            await engine.Nodes.BeatAsync(Stop);
        };
        await Should.ThrowAsync<OperationCanceledException>(() => engine.AdvanceAsync(run));
        engine.System.Calls.ShouldBe(["a 0"]);

        engine.System.Meanwhile = _ => Task.CompletedTask;
        await engine.PassAsync(Leases.Length + TimeSpan.FromSeconds(1));
        await engine.PassAsync(TimeSpan.FromSeconds(30));
        await engine.PassAsync(TimeSpan.FromSeconds(30));
        engine.System.Done.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_bot_that_leaves_in_good_order_frees_what_it_had_in_hand_at_once()
    {
        await using var pair = await PairAsync();
        await pair.One.CatchAsync("subject");
        (await pair.One.ClaimAsync()).ShouldHaveSingleItem();
        await pair.One.Nodes.LeaveAsync(Stop);
        await pair.Other.RunDueAsync();
        (await pair.Other.RunOfAsync("subject")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_pause_is_heard_of_at_the_other_bots()
    {
        await using var pair = await PairAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var heard = new TaskCompletionSource();
        var listening = pair.Other.Nodes.ListenAsync(
            async () =>
            {
                await pair.Other.Pauses.RememberAsync(enough.Token);
                if (pair.Other.Pauses.IsPaused(EngineFixture.Loop))
                    heard.TrySetResult();
            },
            enough.Token
        );
        var state = new LoopState(EngineFixture.Loop, IsPaused: true, "test:anna", pair.One.Clock.GetUtcNow());
        await pair.One.Loops.PauseAsync(state, Stop);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task No_run_is_taken_twice_however_many_reach_for_it()
    {
        await using var pair = await PairAsync();
        for (var at = 0; at < 60; at++)
            await pair.One.CatchAsync($"s{at}");
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(at => (at % 2 == 0 ? pair.One : pair.Other).ClaimAsync())
        );
        var runs = taken.SelectMany(each => each).Select(run => run.Id).ToList();
        runs.Count.ShouldBe(60);
        runs.ShouldBeUnique();
    }

    [Fact]
    public async Task Two_works_that_wait_for_each_other_both_come_through()
    {
        await using var engine = await EngineFixture.StartAsync(TestStore.Kind.Postgres, beats: false);
        await engine.CatchAsync("a");
        await engine.CatchAsync("b");
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var one = CrossAsync("a", first, second.Task, "b");
        // Not before the other one is under way: else both would share one transaction.
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        await Task.WhenAll(one, CrossAsync("b", second, first.Task, "a"));
        (await engine.RunOfAsync("a")).Looks.ShouldBe(2);
        (await engine.RunOfAsync("b")).Looks.ShouldBe(2);

        Task<bool> CrossAsync(string mine, TaskCompletionSource locked, Task other, string theirs) =>
            engine.Writer.DoAsync(async session =>
            {
                await TouchAsync(session, mine);
                locked.TrySetResult();
                await other;
                await TouchAsync(session, theirs);
                return true;
            });
    }

    [Fact]
    public async Task A_database_that_is_gone_for_a_while_costs_nothing_but_delay()
    {
        await using var engine = await EngineFixture.StartAsync(TestStore.Kind.Postgres, beats: false);
        await engine.CatchAsync("before");
        var server = (TestStore.OnServer)engine.Store;
        await server.ShutAsync();
        await Should.ThrowAsync<StoreException>(() => engine.CatchAsync("meanwhile"));
        await Should.ThrowAsync<StoreException>(() => engine.Runs.ClaimAsync([EngineFixture.Loop], 1, Stop));
        var (name, held) = (engine.Node.Id, engine.Node.Lost);
        await Should.ThrowAsync<Npgsql.NpgsqlException>(() => engine.Nodes.BeatAsync(Stop));
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        engine.Node.IsAlive.ShouldBeFalse();
        held.IsCancellationRequested.ShouldBeTrue("what was in hand is let go");

        await server.OpenAsync();
        await engine.Nodes.BeatAsync(Stop);
        engine.Node.Id.ShouldNotBe(name, "the old name's leases are for whoever comes first");
        engine.Node.Lost.IsCancellationRequested.ShouldBeFalse();
        await engine.CatchAsync("meanwhile");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("before")).Outcome.ShouldBe(Outcome.Cleared);
        (await engine.RunOfAsync("meanwhile")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told_at_start()
    {
        _ = TestStore.OnServer.Server;
        await using var engine = await EngineFixture.StartAsync(shared: new Nowhere(), start: false);
        (await Should.ThrowAsync<UnusableStoreException>(engine.OpenAsync)).Message.ShouldContain(
            "PostgreSQL at 127.0.0.1 cannot be used"
        );
    }

    private static Task<int> TouchAsync(Session session, string subject) =>
        session.ExecuteAsync($"""UPDATE "Runs" SET "Looks" = "Looks" + 1 WHERE "SubjectKey" = {subject}""");

    private static Task FallSilentAsync(EngineFixture engine) =>
        engine.TamperAsync($"""UPDATE "Nodes" SET "SeenAt" = "SeenAt" - 10000 WHERE "Id" = {engine.Node.Id}""");

    /// <summary>Is heard of for long enough, beat by beat.</summary>
    private static async Task BeSteadyAsync(EngineFixture engine)
    {
        for (var beat = 0; beat < 4; beat++)
        {
            engine.Clock.Advance(Node.Beat);
            await engine.Nodes.BeatAsync(Stop);
            await engine.Nodes.BuryAsync(Stop);
        }
    }

    private static async Task<Pair> PairAsync()
    {
        var one = await EngineFixture.StartAsync(TestStore.Kind.Postgres, beats: false);
        return new Pair(one, await EngineFixture.StartAsync(shared: one.Store, beats: false));
    }

    private sealed record Pair(EngineFixture One, EngineFixture Other) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Other.DisposeAsync();
            await One.DisposeAsync();
        }
    }

    private sealed class Nowhere : TestStore
    {
        internal override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Store:Provider"] = "Postgres",
                ["Store:ConnectionString"] = "Host=127.0.0.1;Port=1;Database=nowhere;Username=nobody",
            };

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
