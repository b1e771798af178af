using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Http;

public sealed class OutsideClientTests : IAsyncLifetime
{
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync() => server = await ScriptedServer.OpenAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task An_answer_of_business_is_handed_over(int status)
    {
        server.Then(status, "{}", ("X-Kept", "yes"));
        var answer = await SendAsync(Safety.Write);
        answer.Status.ShouldBe(status);
        answer.Text.ShouldBe("{}");
        answer.Header("X-Kept").ShouldBe("yes");
        answer.IsSuccess.ShouldBe(status < 300);
    }

    [Theory]
    [InlineData(401, nameof(FailureKind.Broken))]
    [InlineData(402, nameof(FailureKind.Broken))]
    [InlineData(403, nameof(FailureKind.Broken))]
    [InlineData(302, nameof(FailureKind.Broken))]
    [InlineData(500, nameof(FailureKind.Uncertain))]
    [InlineData(502, nameof(FailureKind.Uncertain))]
    [InlineData(504, nameof(FailureKind.Uncertain))]
    public async Task A_write_that_fails_is_sent_once_and_says_what_is_known(int status, string kind)
    {
        server.Then(status, "", ("Location", "http://127.0.0.1:1/"));
        var failure = await Should.ThrowAsync<OutsideException>(() => SendAsync(Safety.Write));
        failure.Kind.ToString().ShouldBe(kind);
        failure.Status.ShouldBe(status);
        failure.Message.ShouldBe($"far: answered {status}");
        server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, nameof(Safety.Read))]
    [InlineData(500, nameof(Safety.KeyedWrite))]
    [InlineData(503, nameof(Safety.Write))]
    [InlineData(429, nameof(Safety.Write))]
    [InlineData(408, nameof(Safety.Write))]
    public async Task What_provably_may_be_repeated_is_repeated_at_once(int status, string safety)
    {
        server.Then(status).Then(status).Then(200, "there");
        (await SendAsync(Enum.Parse<Safety>(safety))).Text.ShouldBe("there");
        server.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task After_three_tries_it_is_left_to_the_run()
    {
        server.Then(503).Then(503).Then(503);
        (await Should.ThrowAsync<OutsideException>(() => SendAsync(Safety.Read))).Kind.ShouldBe(FailureKind.Safe);
        server.Asked.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("Retry-After", "60", 60.0)]
    [InlineData("Retry-After", "Tue, 24 Nov 2026 09:00:30 GMT", 30.0)]
    [InlineData("Retry-After", "Tue, 24 Nov 2026 08:00:00 GMT", 0.0)]
    [InlineData("Retry-After", "999999", 3600.0)]
    [InlineData("Retry-After", "4.0", 4.0)]
    [InlineData("x-retry-after", "7.5", 7.5)]
    [InlineData("x-retry-after", "soon", null)]
    public async Task How_long_to_stay_away_is_understood_in_every_spelling(string name, string value, double? seconds)
    {
        for (var tries = 0; tries < 3; tries++)
            server.Then(429, "", (name, value));
        var failure = await Should.ThrowAsync<OutsideException>(() => SendAsync(Safety.Read));
        failure.RetryAfter?.TotalSeconds.ShouldBe(seconds!.Value);
        (failure.RetryAfter is null).ShouldBe(seconds is null);
        // A long wait is not slept through with a run in hand.
        server.Asked.Count.ShouldBe(seconds > 2 ? 1 : 3);
    }

    [Theory]
    [InlineData(nameof(Safety.Write), nameof(FailureKind.Uncertain), 1)]
    [InlineData(nameof(Safety.KeyedWrite), nameof(FailureKind.Safe), 3)]
    [InlineData(nameof(Safety.Read), nameof(FailureKind.Safe), 3)]
    public async Task An_answer_that_breaks_off_leaves_a_write_uncertain(string safety, string kind, int tries)
    {
        server.ThenHangUp().ThenHangUp().ThenHangUp();
        var failure = await Should.ThrowAsync<OutsideException>(() => SendAsync(Enum.Parse<Safety>(safety)));
        failure.Kind.ToString().ShouldBe(kind);
        server.Asked.Count.ShouldBe(tries);
    }

    [Fact]
    public async Task A_system_that_is_not_there_got_nothing_so_a_write_is_safe()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var nobody = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        taken.Stop();
        var failure = await Should.ThrowAsync<OutsideException>(() => SendAsync(Safety.Write, nobody));
        failure.Kind.ShouldBe(FailureKind.Safe);
        failure.Message.ShouldBe("far: cannot be reached");
    }

    [Theory]
    [InlineData(nameof(Safety.Write), nameof(FailureKind.Uncertain))]
    [InlineData(nameof(Safety.KeyedWrite), nameof(FailureKind.Safe))]
    [InlineData(nameof(Safety.Read), nameof(FailureKind.Safe))]
    public async Task An_answer_that_cannot_be_read_leaves_a_write_uncertain(string word, string kind)
    {
        server.Then(200, "<html>");
        var safety = Enum.Parse<Safety>(word);
        var answer = await SendAsync(safety);
        Should.Throw<OutsideException>(() => answer.Json(safety)).Kind.ToString().ShouldBe(kind);
        answer.Unclear(safety, "what?").Kind.ToString().ShouldBe(kind);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_gets_no_failure_of_the_system()
    {
        using var stop = new CancellationTokenSource();
        server.Then(_ => stop.CancelAsync());
        await Should.ThrowAsync<OperationCanceledException>(() => SendAsync(Safety.Write, cancel: stop.Token));
    }

    private async Task<OutsideResponse> SendAsync(Safety safety, Uri? url = null, CancellationToken? cancel = null)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new NineOClock())
            .AddOutside("far", url ?? new Uri(server.Url, "/root"))
            .BuildServiceProvider();
        var answer = await services
            .GetRequiredService<OutsideClient>()
            .SendAsync(
                "far",
                () => new HttpRequestMessage(HttpMethod.Post, "thing"),
                safety,
                cancel ?? TestContext.Current.CancellationToken
            );
        server.Asked[^1].Path.ShouldBe("/root/thing");
        return answer;
    }

    /// <summary>Dates are read against a fixed moment; waits take as long as they take.</summary>
    private sealed class NineOClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    }
}
