using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

public abstract class TripTests(TestStore.Kind kind)
{
    private static readonly TripLimits Limits = new()
    {
        RefundedPerHour = 100,
        RefundsAtLeast = 3,
        ClearedShareMoves = 0.4,
        DecidedAtLeast = 10,
        DeadShare = 0.3,
        RunsAtLeast = 10,
    };

    [Fact]
    public async Task The_loop_stops_before_the_refund_that_would_be_too_much()
    {
        await using var engine = await StartAsync();
        await RefundAsync(engine, "40", "40", "40", "5");

        engine.System.Done.ShouldBe(["40", "40"]);
        engine.Pauses.IsPaused(EngineFixture.Loop).ShouldBeTrue();
        (await StateAsync(engine)).Tripped.ShouldBe(
            "the next refund would make 3 refunds and 120.00 EUR within an hour; the limit is 100.00 EUR"
        );
        var stopped = await engine.RunOfAsync("subject2");
        (stopped.Stage, stopped.Effect).ShouldBe((Stage.Acting, new Poke("40")));
        (await engine.MemoryOfAsync("subject2")).Journal[0].State.ShouldBe(EffectState.Planned);
    }

    [Fact]
    public async Task Only_a_person_resumes_it_and_the_money_is_counted_anew_from_then()
    {
        await using var engine = await StartAsync();
        await RefundAsync(engine, "40", "40", "40");
        await engine.Loops.PauseAsync(
            new LoopState(
                EngineFixture.Loop,
                true,
                "test:anna",
                engine.Clock.GetUtcNow(),
                null,
                engine.Clock.GetUtcNow()
            ),
            CancellationToken.None
        );
        await engine.PassAsync(TimeSpan.FromHours(5));
        engine.System.Done.Count.ShouldBe(2, "a pause with an end does not end a trip");

        await engine.Loops.ResumeAsync(EngineFixture.Loop, "test:anna", 10, CancellationToken.None);
        await engine.RunDueAsync();
        engine.System.Done.ShouldBe(["40", "40", "40"]);
        await RefundAsync(engine, "41");
        engine.System.Done.Count.ShouldBe(4);
        await RefundAsync(engine, "42");
        engine.System.Done.Count.ShouldBe(4);
        (await StateAsync(engine)).Tripped.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_hour_later_the_money_does_not_count_any_more_and_a_repeated_call_counts_once()
    {
        await using var engine = await StartAsync();
        var fails = 3;
        engine.System.Before = _ => fails-- > 0 ? ScriptedSystem.Failure(FailureKind.Safe) : null;
        await RefundAsync(engine, "50");
        for (var minute = 0; minute < 5; minute++)
            await engine.PassAsync(TimeSpan.FromMinutes(1));
        await RefundAsync(engine, "50");
        engine.System.Done.Count.ShouldBe(2);
        await engine.PassAsync(TimeSpan.FromMinutes(61));
        await RefundAsync(engine, "98", "1", "1");
        engine.System.Done.Count.ShouldBe(5);
        await RefundAsync(engine, "1");
        engine.System.Done.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Few_refunds_trip_nothing_however_large()
    {
        await using var engine = await StartAsync();
        await RefundAsync(engine, "5000", "5000");
        engine.System.Done.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Refunds_side_by_side_cannot_pass_the_limit_together()
    {
        await using var engine = await StartAsync();
        for (var at = 0; at < 20; at++)
            await engine.CatchAsync($"r{at}");
        Run[] held = [.. await engine.ClaimAsync(), .. await engine.ClaimAsync()];
        var moves = held.Select(run => new Moving(
                EngineFixture.Loop,
                new EffectKey(run.Id, 0),
                run.Version,
                new Money(30, "EUR"),
                Limits
            ))
            .ToList();
        var may = await Task.WhenAll(moves.Select(move => engine.Trips.CountAsync(move, CancellationToken.None)));
        may.Count(it => it).ShouldBe(3);
    }

    [Fact]
    public async Task A_trip_is_told_once_and_again_where_it_could_not_be()
    {
        await using var engine = await StartAsync();
        await engine.Trips.TripAsync(EngineFixture.Loop, "figures", CancellationToken.None);
        await engine.Trips.TripAsync(EngineFixture.Loop, "others", CancellationToken.None);
        (await StateAsync(engine)).Tripped.ShouldBe("figures");
        (await TellAsync(engine, true)).ShouldBeTrue();
        (await TellAsync(engine, true)).ShouldBeFalse();
        (await TellAsync(engine, false)).ShouldBeTrue();
        (await TellAsync(engine, true)).ShouldBeTrue();
    }

    [Fact]
    public async Task Signals_count_what_was_cleared_asked_and_died()
    {
        await using var engine = await StartAsync();
        await RefundAsync(engine, "clear", "clear2");
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddDays(1));
        await engine.CatchAsync("asked");
        await engine.RunDueAsync();
        engine.Scripted.GatherFails = new InvalidOperationException("a bug");
        await engine.CatchAsync("dead");
        await engine.RunDueAsync();
        var now = engine.Clock.GetUtcNow();
        var signals = engine.Trips.SignalsAsync(
            EngineFixture.Loop,
            now.AddHours(-1),
            now.AddHours(1),
            CancellationToken.None
        );
        (await signals).ShouldBe(new TripSignals(4, 2, 1, 1));
        signals = engine.Trips.SignalsAsync(
            EngineFixture.Loop,
            now.AddHours(-2),
            now.AddHours(-1),
            CancellationToken.None
        );
        (await signals).ShouldBe(new TripSignals(0, 0, 0, 0));
    }

    [Theory]
    [InlineData(
        20,
        19,
        1,
        0,
        50,
        50,
        "19 of 20 runs decided within an hour were cleared by rule (95 %); in the 7 days before it was 50 %"
    )]
    [InlineData(
        20,
        1,
        19,
        0,
        50,
        50,
        "1 of 20 runs decided within an hour were cleared by rule (5 %); in the 7 days before it was 50 %"
    )]
    [InlineData(20, 17, 3, 0, 50, 50, null)]
    [InlineData(9, 9, 0, 0, 50, 50, null)]
    [InlineData(20, 20, 0, 0, 4, 5, null)]
    [InlineData(20, 10, 4, 6, 50, 50, null)]
    [InlineData(20, 10, 3, 7, 50, 50, "7 of 20 runs died within an hour; the limit is 30 %")]
    [InlineData(0, 0, 0, 9, 0, 0, null)]
    [InlineData(0, 0, 0, 10, 0, 0, "10 of 10 runs died within an hour; the limit is 30 %")]
    public void What_is_out_of_bounds_is_said_with_its_figures(
        int caught,
        int cleared,
        int asked,
        int died,
        int clearedBefore,
        int askedBefore,
        string? why
    ) =>
        TripRules
            .Why(
                new TripSignals(caught, cleared, asked, died),
                new TripSignals(clearedBefore + askedBefore, clearedBefore, askedBefore, 0),
                Limits
            )
            .ShouldBe(why);

    private async Task<EngineFixture> StartAsync()
    {
        var engine = await EngineFixture.StartAsync(kind);
        engine.Scripted.Trips = Limits;
        return engine;
    }

    private static async Task RefundAsync(EngineFixture engine, params string[] amounts)
    {
        foreach (var amount in amounts)
        {
            engine.Scripted.Decides = _ => ScriptedLoop.Clear(amount);
            await engine.CatchAsync($"subject{engine.Scripted.Considered}");
            await engine.RunDueAsync();
        }
    }

    private static async Task<LoopState> StateAsync(EngineFixture engine) =>
        (await engine.Loops.StatesAsync(CancellationToken.None)).Single();

    private static Task<bool> TellAsync(EngineFixture engine, bool isTold) =>
        engine.Trips.ToldAsync(EngineFixture.Loop, isTold, CancellationToken.None);
}
