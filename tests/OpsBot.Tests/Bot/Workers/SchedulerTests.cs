using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Bot.Store;
using OpsBot.Bot.Workers;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Workers;

public abstract class SchedulerTests(TestStore.Kind kind)
{
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);
    private int done;

    [Fact]
    public async Task A_job_runs_at_start_and_then_at_its_times()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var node = await NodeAsync(engine);
        (await FireAsync(node)).ShouldBe(1);
        (await FireAsync(node)).ShouldBe(1);
        engine.Clock.Advance(Hourly);
        (await FireAsync(node)).ShouldBe(2);
    }

    [Fact]
    public async Task Of_several_nodes_one_does_each_firing()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var first = await NodeAsync(engine);
        using var second = await NodeAsync(engine);
        for (var hour = 1; hour <= 20; hour++)
        {
            var begun = await Task.WhenAll(
                first.FireDueAsync(CancellationToken.None),
                second.FireDueAsync(CancellationToken.None)
            );
            await Task.WhenAll(begun.SelectMany(tasks => tasks));
            done.ShouldBe(hour);
            engine.Clock.Advance(Hourly);
        }
    }

    [Fact]
    public async Task What_was_missed_while_nothing_ran_is_done_once()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using (var before = await NodeAsync(engine, atStart: false))
            (await FireAsync(before)).ShouldBe(0);
        engine.Clock.Advance(TimeSpan.FromDays(3));
        using var after = await NodeAsync(engine, atStart: false);
        (await FireAsync(after)).ShouldBe(1);
        (await FireAsync(after)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_being_done_is_not_begun_again_and_what_a_dead_node_held_is_done_by_the_next()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var never = new TaskCompletionSource();
        using var dead = await NodeAsync(engine, work: _ => never.Task);
        (await dead.FireDueAsync(CancellationToken.None)).Count.ShouldBe(1);
        (await dead.FireDueAsync(CancellationToken.None)).ShouldBeEmpty();

        engine.Clock.Advance(Leases.Length + TimeSpan.FromSeconds(1));
        using var next = await NodeAsync(engine);
        (await FireAsync(next)).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_fails_has_its_next_time_all_the_same()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var fails = true;
        using var node = await NodeAsync(
            engine,
            work: _ => fails ? throw new InvalidOperationException("a bug") : CountAsync()
        );
        (await FireAsync(node)).ShouldBe(0);
        (await FireAsync(node)).ShouldBe(0);
        fails = false;
        engine.Clock.Advance(Hourly);
        (await FireAsync(node)).ShouldBe(1);
    }

    [Fact]
    public async Task Other_times_than_were_kept_count_from_now()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using (await NodeAsync(engine, atStart: false, every: TimeSpan.FromDays(30))) { }
        using var node = await NodeAsync(engine, atStart: false);
        engine.Clock.Advance(Hourly);
        (await FireAsync(node)).ShouldBe(1);
    }

    private async Task<Scheduler> NodeAsync(
        EngineFixture engine,
        bool atStart = true,
        TimeSpan? every = null,
        Func<CancellationToken, Task>? work = null
    )
    {
        var job = new Job("job", new Recurrence.Every(every ?? Hourly), work ?? (_ => CountAsync()))
        {
            AtStart = atStart,
        };
        var node = new Scheduler(engine.Get<ScheduleStore>(), [job], engine.Clock, NullLogger<Scheduler>.Instance);
        await node.BeginAsync();
        return node;
    }

    private async Task<int> FireAsync(Scheduler node)
    {
        await Task.WhenAll(await node.FireDueAsync(CancellationToken.None));
        return done;
    }

    private Task CountAsync()
    {
        Interlocked.Increment(ref done);
        return Task.CompletedTask;
    }
}
