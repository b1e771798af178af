using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>What the client makes of everything Slack may answer.</summary>
public sealed class SlackClientTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(Asked.At);
    private readonly List<JsonElement> heard = [];
    private readonly Queue<(int Status, string Body)> answers = [];
    private WebApplication slack = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SlackClient Client => services.GetRequiredService<SlackClient>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        slack = builder.Build();
        slack.MapPost("/{**path}", AnswerAsync);
        await slack.StartAsync(Stop);
        var api = new Uri(new Uri(slack.Urls.First()), "api/");
        services = new ServiceCollection()
            .AddLogging()
            .AddOutside(SlackClient.Name, api)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new SlackOptions { BaseUrl = api, BotToken = "xoxb-1" })
            .AddSingleton<SlackPace>()
            .AddSingleton<SlackStanding>()
            .AddSingleton<SlackClient>()
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await slack.DisposeAsync();
    }

    [Theory]
    [InlineData(200, "ratelimited", FailureKind.Safe, 1)]
    [InlineData(200, "service_unavailable", FailureKind.Safe, 3)]
    [InlineData(200, "internal_error", FailureKind.Uncertain, 1)]
    [InlineData(200, "fatal_error", FailureKind.Uncertain, 1)]
    [InlineData(500, "", FailureKind.Uncertain, 1)]
    [InlineData(200, "invalid_auth", FailureKind.Broken, 1)]
    [InlineData(200, "missing_scope", FailureKind.Broken, 1)]
    [InlineData(200, "channel_not_found", FailureKind.Broken, 1)]
    [InlineData(200, "something_new", FailureKind.Broken, 1)]
    public async Task A_post_that_fails_is_repeated_at_once_only_where_it_cannot_have_been_posted(
        int status,
        string code,
        FailureKind kind,
        int calls
    )
    {
        for (var i = 0; i < 3; i++)
            answers.Enqueue((status, $$"""{"ok":false,"error":"{{code}}","needed":"chat:write"}"""));
        var failure = await Should.ThrowAsync<OutsideException>(PostAsync);
        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldNotContain("xoxb");
        heard.Count.ShouldBeLessThanOrEqualTo(calls);
    }

    [Fact]
    public async Task After_too_many_calls_the_method_rests_as_long_as_Slack_asked()
    {
        answers.Enqueue((429, """{"ok":false,"error":"ratelimited"}"""));
        (await Should.ThrowAsync<OutsideException>(PostAsync)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
        heard.Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(29));
        (await Should.ThrowAsync<OutsideException>(PostAsync)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        heard.Count.ShouldBe(1);
        (await Client.UpdateAsync("C1", "1.2", new SlackMessage("text", []), Stop)).Error.ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(2));
        await PostAsync();
        heard.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Blocks_that_Slack_refuses_are_said_in_plain_ones()
    {
        answers.Enqueue((200, """{"ok":false,"error":"invalid_blocks"}"""));
        var message = new SlackMessage("text", [new JsonObject { ["type"] = "header" }])
        {
            Plain = new SlackMessage("text", [SlackBlocks.PlainSection("text")]),
        };
        (await Client.PostMessageAsync("C1", message, null, Stop)).Error.ShouldBeNull();
        heard[1].GetProperty("blocks")[0].GetProperty("type").GetString().ShouldBe("section");
    }

    [Fact]
    public async Task Nothing_that_is_posted_unfurls()
    {
        await PostAsync();
        heard[0].GetProperty("unfurl_links").GetBoolean().ShouldBeFalse();
        heard[0].GetProperty("unfurl_media").GetBoolean().ShouldBeFalse();
        heard[0].GetProperty("parse").GetString().ShouldBe("none");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("https://slack.com.evil.example/x")]
    [InlineData("https://notslack.com/x")]
    [InlineData("http://hooks.slack.com/x")]
    [InlineData("https://127.0.0.1:1/x")]
    public async Task An_address_that_is_not_Slacks_is_never_called(string url) =>
        (await Client.RespondAsync(new Uri(url), [], Stop)).ShouldBeFalse();

    [Theory]
    [InlineData(200, "ok", true)]
    [InlineData(200, """{"ok":true}""", true)]
    [InlineData(200, """{"ok":false,"error":"used_url"}""", false)]
    [InlineData(404, "no_service", false)]
    public async Task An_answer_through_the_address_of_a_click_is_known_to_have_arrived_or_not(
        int status,
        string body,
        bool arrived
    )
    {
        answers.Enqueue((status, body));
        var url = new Uri(new Uri(slack.Urls.First()), "response/1");
        (await Client.RespondAsync(url, new JsonObject { ["text"] = "hi" }, Stop)).ShouldBe(arrived);
        heard.ShouldHaveSingleItem();
    }

    private Task PostAsync() => Client.PostMessageAsync("C1", new SlackMessage("text", []), null, Stop);

    private async Task AnswerAsync(HttpContext context)
    {
        heard.Add(await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: Stop));
        var (status, body) = answers.TryDequeue(out var next) ? next : (200, """{"ok":true,"ts":"1.2"}""");
        context.Response.StatusCode = status;
        if (status == 429)
            context.Response.Headers.RetryAfter = 30.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(body, Stop);
    }
}
