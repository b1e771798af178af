using OpsBot.Sandbox.Faults;
using OpsBot.Tests.Sandbox.ShipBob;

namespace OpsBot.Tests.Sandbox.Faults;

public sealed class FaultsTests : IAsyncLifetime
{
    private PretendHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShipBobScene.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task An_error_after_doing_leaves_the_effect_done(int status)
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.ErrorAfterDoing) { Times = 1, Status = status });

        var reply = await ExpectAsync("R1");

        reply.Status.ShouldBe(status);
        reply.Text.ShouldNotContain("R1");
        Effects().ShouldBe(1);
        (await ExpectAsync("R2")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_lost_reply_leaves_the_effect_done()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.LostReply) { Times = 1 });

        await Should.ThrowAsync<HttpRequestException>(() => ExpectAsync("R1"));

        Effects().ShouldBe(1);
        Log().ShouldBe(["POST /shipbob/2026-07/return 0"]);
    }

    [Fact]
    public async Task A_truncated_answer_breaks_in_the_middle_and_leaves_the_effect_done()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.Truncated) { Times = 1 });

        using var answer = await host.BeginAsync(
            HttpMethod.Post,
            ShipBobScene.Api + "/return",
            ShipBobScene.Request("R1")
        );

        ((int)answer.StatusCode).ShouldBe(201);
        await Should.ThrowAsync<HttpRequestException>(() =>
            answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );

        Effects().ShouldBe(1);
        Log().ShouldBe(["POST /shipbob/2026-07/return 201"]);
    }

    [Fact]
    public async Task A_system_that_is_down_does_nothing_until_the_fault_is_cleared()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.Down));

        await Should.ThrowAsync<HttpRequestException>(() => ExpectAsync("R1"));
        await Should.ThrowAsync<HttpRequestException>(() => ExpectAsync("R1"));
        Effects().ShouldBe(0);

        host.Faults.Clear("shipbob");
        (await ExpectAsync("R1")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task An_error_before_doing_does_nothing()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.ErrorBeforeDoing) { Times = 1 });

        (await ExpectAsync("R1")).Status.ShouldBe(503);

        Effects().ShouldBe(0);
    }

    [Fact]
    public async Task Too_many_speaks_the_systems_own_words()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.TooMany) { Times = 1, Wait = TimeSpan.FromSeconds(7) });

        var reply = await ExpectAsync("R1");

        reply.Status.ShouldBe(429);
        reply.Headers["x-retry-after"].ShouldBe("7");
        reply["message"].ShouldBe("Rate limit is exceeded. Try again in 7 seconds.");
        Effects().ShouldBe(0);
    }

    [Fact]
    public async Task A_slow_answer_comes_when_its_time_has_come_and_the_work_was_done_before()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.Slow) { Times = 1, Wait = TimeSpan.FromSeconds(30) });
        var done = new TaskCompletionSource();
        host.Ledger.Written += _ => done.TrySetResult();

        var reply = ExpectAsync("R1");
        await done.Task;
        (await ExpectAsync("R2")).Status.ShouldBe(201);
        reply.IsCompleted.ShouldBeFalse();
        while (!reply.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        (await reply).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Only_paths_with_the_words_are_hit()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.ErrorBeforeDoing) { Path = "/inventory" });

        (await ExpectAsync("R1")).Status.ShouldBe(201);
        (await host.GetAsync("/shipbob/2026-07/inventory")).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Faults_are_ordered_over_http_and_show_until_they_are_used_up()
    {
        var set = await host.PostAsync(
            "/faults",
            new
            {
                system = "shipbob",
                fault = "error-before-doing",
                times = 1,
            }
        );
        set.Status.ShouldBe(200);
        set.Json.GetProperty("armed")[0].GetProperty("fault").GetString().ShouldBe("error-before-doing");

        (await ExpectAsync("R1")).Status.ShouldBe(503);

        (await host.GetAsync("/faults")).Json.GetProperty("armed").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task None_switches_everything_off()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.Down));
        host.Faults.Set(new FaultOrder("slack", FaultKind.Down));

        await host.PostAsync("/faults", new { system = "slack", fault = "none" });
        host.Faults.Armed.Select(order => order.System).ShouldBe(["shipbob"]);
        await host.PostAsync("/faults", new { fault = "none" });

        host.Faults.Armed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"system":"shopware","fault":"slow"}""", "shopify, shipbob, zendesk, slack, teams")]
    [InlineData("""{"system":"shopware","fault":"none"}""", "shopify, shipbob, zendesk, slack, teams")]
    [InlineData("""{"system":"slack","fault":"broken"}""", "error-after-doing")]
    [InlineData("""{"system":"slack","fault":"slow","seconds":"long"}""", "seconds must be a whole number")]
    [InlineData("""{"system":"slack","fault":"slow","times":0}""", "times must be a whole number")]
    [InlineData("""{"system":"slack","fault":"error-after-doing","status":404}""", "status must be")]
    [InlineData("slow please", "the body must be JSON")]
    [InlineData("[]", "system must be one of")]
    public async Task A_wrong_order_is_answered_with_what_would_be_right(string order, string right)
    {
        var reply = await host.PostAsync("/faults", order);

        reply.Status.ShouldBe(400);
        reply["error"]!.ShouldContain(right);
        host.Faults.Armed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_to_pretend_systems_are_written_down_and_others_are_not()
    {
        await host.GetAsync("/shipbob/2026-07/return/1?x=y");
        await host.GetAsync("/faults");

        Log().ShouldBe(["GET /shipbob/2026-07/return/1?x=y 404"]);
    }

    [Fact]
    public void The_log_forgets_the_oldest()
    {
        var log = new ServerLog(capacity: 2);
        foreach (var path in new[] { "/1", "/2", "/3" })
            log.Write(new ServerLogEntry("slack", "GET", path, 200, host.Clock.GetUtcNow()));

        log.Entries.Select(entry => entry.Path).ShouldBe(["/2", "/3"]);
    }

    [Fact]
    public void A_sender_is_told_to_double_as_often_as_ordered()
    {
        host.Faults.Set(new FaultOrder("shipbob", FaultKind.Duplicate) { Times = 1 });

        host.Faults.Wants("zendesk", FaultKind.Duplicate).ShouldBeFalse();
        host.Faults.Wants("shipbob", FaultKind.Duplicate).ShouldBeTrue();
        host.Faults.Wants("shipbob", FaultKind.Duplicate).ShouldBeFalse();
    }

    private Task<Reply> ExpectAsync(string reference) => ShipBobScene.ExpectAsync(host, reference);

    private int Effects() =>
        host.Ledger.Entries.Count(entry => entry.Effect == "return expected" && entry.Subject == "R1");

    private IEnumerable<string> Log() =>
        host.Get<ServerLog>().Of("shipbob").Select(entry => $"{entry.Method} {entry.Path} {entry.Status}");
}
