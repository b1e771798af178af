using Microsoft.Data.Sqlite;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Store;

/// <summary>What goes wrong with a database: each has its own clear end, and nothing that was accepted is lost.</summary>
public sealed class StoreTroubleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_takes_nothing_in_and_goes_on_when_there_is_room()
    {
        await using var engine = await EngineFixture.StartAsync();
        await engine.CatchAsync("before");
        await LimitAsync(engine, pages: 1);
        await Should.ThrowAsync<StoreException>(() => engine.CatchAsync("refused", body: new byte[100_000]));
        await LimitAsync(engine, pages: int.MaxValue);

        await engine.CatchAsync("refused");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("before")).Outcome.ShouldBe(Outcome.Cleared);
        (await engine.RunOfAsync("refused")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_run_in_hand_when_the_disk_is_full_is_taken_up_from_what_was_stored_last()
    {
        await using var engine = await EngineFixture.StartAsync();
        await engine.CatchAsync("one");
        engine.System.Meanwhile = _ => LimitAsync(engine, pages: 1);
        engine.Scripted.Decides = _ => ScriptedLoop.Clear("a", new string('b', 100_000));
        await LimitAsync(engine, pages: 1);
        await Should.ThrowAsync<StoreException>(engine.RunDueAsync);
        engine.System.Done.ShouldBeEmpty();

        engine.System.Meanwhile = _ => Task.CompletedTask;
        await LimitAsync(engine, pages: int.MaxValue);
        await engine.PassAsync(Leases.Length + TimeSpan.FromSeconds(1));
        engine.System.Done.Count.ShouldBe(2);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_file_that_can_only_be_read_is_told_at_start()
    {
        await using var store = await TestStore.CreateAsync(TestStore.Kind.Sqlite);
        await using (await EngineFixture.StartAsync(shared: store)) { }
        await using var engine = await EngineFixture.StartAsync(
            shared: new Elsewhere(store, ";Mode=ReadOnly"),
            start: false
        );
        (await Should.ThrowAsync<UnusableStoreException>(engine.OpenAsync)).Message.ShouldContain("can only be read");
    }

    [Fact]
    public async Task A_damaged_file_is_told_at_start_and_left_as_it_is()
    {
        await using var store = new TestStore.OnDisk();
        await File.WriteAllTextAsync(store.File, new string('x', 8192), Stop);
        await using var engine = await EngineFixture.StartAsync(shared: store, start: false);
        var told = await Should.ThrowAsync<UnusableStoreException>(engine.OpenAsync);
        told.Message.ShouldContain("is damaged or no SQLite database");
        told.Message.ShouldContain("restore a backup");
        (await File.ReadAllTextAsync(store.File, Stop)).ShouldBe(new string('x', 8192));
    }

    [Fact]
    public async Task A_file_that_another_program_has_locked_is_told_at_start()
    {
        await using var store = new TestStore.OnDisk();
        await using (await EngineFixture.StartAsync(shared: store)) { }
        await using var other = await LockAsync(store, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        await using var engine = await EngineFixture.StartAsync(shared: store, start: false);
        (await Should.ThrowAsync<UnusableStoreException>(engine.OpenAsync)).Message.ShouldContain(
            "locked by another program"
        );
    }

    [Fact]
    public async Task Readiness_is_tried_and_not_believed()
    {
        await using var engine = await EngineFixture.StartAsync();
        (await engine.CanStoreAsync()).ShouldBeTrue();
        await using var other = await LockAsync((TestStore.OnDisk)engine.Store);
        await Should.ThrowAsync<StoreException>(engine.CanStoreAsync);
        // Who sends a webhook waits five seconds.
        await Should.ThrowAsync<StoreException>(() =>
            engine.CatchAsync("refused").WaitAsync(TimeSpan.FromSeconds(30), Stop)
        );
        await other.CloseAsync();
        await engine.CatchAsync("refused");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("refused")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_disk_that_stalls_turns_events_away_and_not_what_is_in_hand()
    {
        await using var engine = await EngineFixture.StartAsync();
        var stall = new TaskCompletionSource();
        var stalled = engine.Writer.DoAsync(async _ =>
        {
            await stall.Task;
            return true;
        });
        var events = Enumerable.Range(0, 4300).Select(at => engine.CatchAsync($"s{at}")).ToList();
        var inHand = engine.Writer.DoAsync(session => Task.FromResult(session.IsOpen));
        // The last came when more waited than may; what waits goes on when the disk does.
        await Should.ThrowAsync<StoreException>(events[^1].WaitAsync(TimeSpan.FromSeconds(30), Stop));
        stall.SetResult();

        await Task.WhenAll(stalled, inHand);
        await Task.WhenAll(events.Select(it => it.ContinueWith(_ => { }, TaskScheduler.Default)));
        var counts = await engine.Loops.CountAsync(EngineFixture.Loop, default, Stop);
        counts.Caught.ShouldBe(events.Count(it => it.IsCompletedSuccessfully));
        counts.Caught.ShouldBeInRange(4096, 4096 + 64);
        (await engine.CatchAsync("again")).ShouldBe(Received.Stored);
    }

    [Fact]
    public async Task A_pause_that_cannot_be_stored_is_none()
    {
        await using var engine = await EngineFixture.StartAsync();
        var pause = new LoopState(EngineFixture.Loop, IsPaused: true, "test:anna", engine.Clock.GetUtcNow());
        await using (await LockAsync((TestStore.OnDisk)engine.Store))
            await Should.ThrowAsync<StoreException>(() => engine.Loops.PauseAsync(pause, Stop));
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeFalse();
        await engine.Loops.PauseAsync(pause, Stop);
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeTrue();
    }

    [Fact]
    public async Task A_clock_that_is_set_an_hour_forward_ends_no_lease()
    {
        await using var engine = await EngineFixture.StartAsync();
        await engine.CatchAsync("one");
        engine.System.Meanwhile = async _ =>
        {
            engine.Machine.Set(TimeSpan.FromHours(1));
            (await engine.ClaimAsync()).ShouldBeEmpty("somebody else took a run that is in hand");
        };
        await engine.RunDueAsync();
        engine.System.Calls.Count.ShouldBe(2);
        (await engine.RunOfAsync("one")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task A_clock_that_is_set_an_hour_back_delays_and_loses_nothing()
    {
        await using var engine = await EngineFixture.StartAsync();
        await engine.CatchAsync("one");
        engine.Machine.Set(TimeSpan.FromHours(-1));
        await engine.RunDueAsync();
        engine.System.Done.ShouldBeEmpty();
        await engine.PassAsync(TimeSpan.FromHours(1));
        engine.System.Done.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_name_with_a_zero_in_it_is_stored_on_every_database()
    {
        await using var engine = await EngineFixture.StartAsync();
        await engine.CatchAsync("o\0ne");
        await engine.RunDueAsync();
        (await engine.RunOfAsync("o\uFFFDne")).Outcome.ShouldBe(Outcome.Cleared);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_as_trouble_of_the_store()
    {
        await using var engine = await EngineFixture.StartAsync();
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(1));
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        var job = (await engine.Cards.ClaimCardsAsync(1, TimeSpan.FromMinutes(1), [], Stop)).Single();
        await engine.TamperAsync(
            $"""DROP TABLE "Escalations"; DROP TABLE "Inquiries"; DROP TABLE "Cards"; DROP TABLE "Runs" """
        );

        var (cards, cases, id) = (engine.Cards, engine.Get<ICaseStore>(), job.Escalation);
        Func<Task>[] reads =
        [
            () => cards.ReadCardAsync(id, Stop),
            () => cards.UntoldAsync(job, 10, Stop),
            () => cards.FindByHandleAsync("handle", Stop),
            () => cards.ClaimCardsAsync(1, TimeSpan.FromMinutes(1), [], Stop),
            () => engine.Escalations.FindAsync(id, Stop),
            () => cases.FindAsync(new InquiryId("inq_1"), Stop),
            () => cases.InquiriesAsync(id, Stop),
            () => cases.QueueAsync(QueueFilter.All, 10, Stop),
        ];
        foreach (var read in reads)
            await Should.ThrowAsync<StoreException>(read);
    }

    /// <summary>As another program would.</summary>
    private static async Task<SqliteConnection> LockAsync(TestStore.OnDisk store, string how = "BEGIN IMMEDIATE")
    {
        var other = new SqliteConnection($"Data Source={store.File};Pooling=False");
        await other.OpenAsync(Stop);
        await using var locking = other.CreateCommand();
        locking.CommandText = how;
        await locking.ExecuteNonQueryAsync(Stop);
        return other;
    }

    /// <summary>As if the disk had room for no more than so many pages.</summary>
    private static Task LimitAsync(EngineFixture engine, int pages) =>
        engine.Writer.DoAsync(session =>
            session.QueryAsync(
                System.Runtime.CompilerServices.FormattableStringFactory.Create($"PRAGMA max_page_count = {pages}"),
                static _ => true
            )
        );

    /// <summary>The same file by another connection string.</summary>
    private sealed class Elsewhere(TestStore store, string more) : TestStore
    {
        internal override IReadOnlyDictionary<string, string?> Settings =>
            store.Settings.ToDictionary(it => it.Key, it => (string?)(it.Value + more), StringComparer.Ordinal);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
