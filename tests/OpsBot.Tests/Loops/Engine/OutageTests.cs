using System.Net;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Http;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Engine;

/// <summary>A system may be down for as long as it likes: it costs delay and nothing else.</summary>
public abstract class OutageTests(TestStore.Kind kind)
{
    private static readonly string[] Subjects = [.. Enumerable.Range(0, 20).Select(at => $"run{at}")];

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 24)]
    [InlineData(HttpStatusCode.Unauthorized, 24)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 72)]
    public async Task A_system_that_is_down_for_a_day_costs_nothing_but_delay(HttpStatusCode answers, int hours)
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        using var far = new FarSystem(engine.Clock);
        engine.System.Through = writes => far.CallAsync(writes ? Safety.Write : Safety.Read);
        engine.Scripted.Decides = context =>
            ScriptedLoop.Clear($"{context.Run.Subject.Name} a", $"{context.Run.Subject.Name} b");
        far.Answers = answers;
        foreach (var subject in Subjects)
            await engine.CatchAsync(subject);
        await engine.RunDueAsync();
        for (var step = 0; step < hours * 3; step++)
            await engine.PassAsync(TimeSpan.FromMinutes(20));

        engine.System.Done.ShouldBeEmpty();
        foreach (var subject in Subjects)
            (await engine.RunOfAsync(subject)).Stage.ShouldBe(Stage.Acting, await engine.StoryOfAsync(subject));
        far.Calls.ShouldBeLessThan(hours * 15, "a probe every five minutes");

        far.Answers = HttpStatusCode.OK;
        for (var minute = 0; minute < 20; minute++)
            await engine.PassAsync(TimeSpan.FromMinutes(1));
        foreach (var subject in Subjects)
            (await engine.RunOfAsync(subject)).Outcome.ShouldBe(Outcome.Cleared);
        engine.System.Done.Order().ShouldBe(Subjects.SelectMany(name => new[] { $"{name} a", $"{name} b" }).Order());
    }

    [Fact]
    public async Task A_run_that_is_turned_away_loses_neither_tries_nor_patience()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var down = ScriptedSystem.Failure(FailureKind.Safe).ForEverybody(TimeSpan.FromHours(30));
        engine.Scripted.GatherFails = ScriptedSystem.Failure(FailureKind.Safe);
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        engine.Scripted.GatherFails = down;
        await engine.PassAsync(TimeSpan.FromMinutes(1));
        var run = await engine.RunOfAsync("one");
        run.Attempt.ShouldBe(1);
        // Half of the jitter's range stands in for chance here.
        run.DueAt.ShouldBe(engine.Clock.GetUtcNow() + (TimeSpan.FromHours(30) * 1.125));

        await engine.PassAsync(TimeSpan.FromHours(40));
        engine.Scripted.GatherFails = ScriptedSystem.Failure(FailureKind.Safe);
        await engine.PassAsync(TimeSpan.FromHours(40));
        var later = await engine.RunOfAsync("one");
        (later.Stage, later.Attempt).ShouldBe((Stage.Caught, 2));
        (engine.Clock.GetUtcNow() - later.FailingSince!.Value).ShouldBeLessThan(TimeSpan.FromHours(7));
    }

    [Fact]
    public async Task What_may_have_run_when_the_system_went_down_is_looked_for_before_it_is_repeated()
    {
        await using var engine = await EngineFixture.StartAsync(kind);
        var lost = true;
        engine.System.After = name =>
            name == "a" && lost
                ? ScriptedSystem.Failure(FailureKind.Uncertain).ForEverybody(TimeSpan.FromMinutes(1))
                : null;
        await engine.CatchAsync("one");
        await engine.RunDueAsync();
        (await engine.MemoryOfAsync("one")).Journal[0].State.ShouldBe(EffectState.Uncertain);

        lost = false;
        await engine.PassAsync(TimeSpan.FromMinutes(2));
        engine.System.Done.ShouldBe(["a", "b"]);
    }
}
