using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Web;

namespace OpsBot.Tests.Sandbox.Slack;

/// <summary>A pretend Slack on a real port, with a bot behind it that writes down what it is told and answers as the test says.</summary>
internal sealed class SlackRoom : IAsyncDisposable
{
    internal const string Channel = "C0OPS";
    private readonly WebApplication app;
    private readonly ConcurrentQueue<BotHeard> heard = new();

    private SlackRoom(PretendSlackOptions options)
    {
        Options = options;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock).AddPretendSlack(options);
        app = builder.Build();
        app.MapPretendSlack("/slack");
        app.MapPage();
        app.MapPost("/slack/{door:regex(^(interactivity|commands|events)$)}", HearAsync);
    }

    private event Action? HeardOne;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    internal PretendSlackOptions Options { get; }

    internal PretendSlack Slack => app.Services.GetRequiredService<PretendSlack>();

    internal FaultSwitch Faults => app.Services.GetRequiredService<FaultSwitch>();

    internal Ledger Ledger => app.Services.GetRequiredService<Ledger>();

    internal IReadOnlyList<BotHeard> Heard => [.. heard];

    /// <summary>How the bot answers; an empty 200 unless told otherwise.</summary>
    internal Func<BotHeard, Task<IResult>> Answer { get; set; } = _ => Task.FromResult(Results.Ok());

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static async Task<SlackRoom> OpenAsync(Action<PretendSlackOptions>? set = null)
    {
        var options = new PretendSlackOptions();
        // A test that is about events says which.
        options.Events.Clear();
        set?.Invoke(options);
        var room = new SlackRoom(options);
        await room.app.StartAsync(Stop);
        options.BotUrl = new Uri(room.app.Urls.First());
        return room;
    }

    internal Task<ApiReply> CallAsync(string method, object arguments) =>
        SendAsync(method, JsonContent.Create(arguments), "Bearer " + Options.BotToken);

    internal Task<ApiReply> CallFormAsync(string method, params (string Name, string Value)[] arguments) =>
        SendAsync(
            method,
            new FormUrlEncodedContent(arguments.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))),
            "Bearer " + Options.BotToken
        );

    internal async Task<ApiReply> SendAsync(string method, HttpContent? content, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Of("slack/api/" + method));
        request.Content = content;
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var client = Client();
        using var response = await client.SendAsync(request, Stop);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return new(
            (int)response.StatusCode,
            body,
            response.Headers.ToDictionary(
                header => header.Key,
                header => string.Join(',', header.Value),
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>Posts a message and gives its ts.</summary>
    internal async Task<string> PostAsync(object arguments)
    {
        var reply = await CallAsync("chat.postMessage", arguments);
        reply.Error.ShouldBeNull();
        return reply.Body.GetProperty("ts").GetString()!;
    }

    internal async Task<(int Status, string Body)> PostToAsync(string url, object body)
    {
        using var client = Client();
        using var response = await client.PostAsJsonAsync(new Uri(url), body, Stop);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>The trigger id of a fresh click or command.</summary>
    internal async Task<string> TriggerAsync()
    {
        await Slack.CommandAsync("U0OPS", Channel, "/ops", Stop);
        return heard.Last().Form["trigger_id"];
    }

    internal HttpClient Client() => app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");

    internal Uri Of(string path) => new(Options.BotUrl, path);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Ends as soon as the bot was told something that is as wanted.</summary>
    internal async Task HeardAsync(Func<BotHeard, bool> wanted, CancellationToken stop)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HeardOne += Look;
        Look();
        await found.Task.WaitAsync(stop);
        HeardOne -= Look;

        void Look()
        {
            if (heard.Any(wanted))
                found.TrySetResult();
        }
    }

    private async Task<IResult> HearAsync(HttpRequest request, string door)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(body);
        var said = new BotHeard(
            door,
            body,
            request.ContentType,
            request.Headers["X-Slack-Request-Timestamp"].ToString(),
            request.Headers["X-Slack-Signature"].ToString(),
            form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)
        )
        {
            RetryNumber = request.Headers["x-slack-retry-num"].ToString(),
            RetryReason = request.Headers["x-slack-retry-reason"].ToString(),
        };
        heard.Enqueue(said);
        HeardOne?.Invoke();
        return await Answer(said);
    }
}

/// <summary>One signed request as the bot got it.</summary>
internal sealed record BotHeard(
    string Door,
    string Body,
    string? ContentType,
    string Timestamp,
    string Signature,
    IReadOnlyDictionary<string, string> Form
)
{
    internal string RetryNumber { get; init; } = "";

    internal string RetryReason { get; init; } = "";

    internal JsonElement Payload => JsonSerializer.Deserialize<JsonElement>(Door == "events" ? Body : Form["payload"]);
}

/// <summary>What a method answered.</summary>
internal sealed record ApiReply(int Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    internal bool IsOk => Body.GetProperty("ok").GetBoolean();

    internal string? Error => Body.Text("error");

    internal IEnumerable<string?> Reasons =>
        Body.GetProperty("response_metadata").List("messages").Select(message => message.GetString());
}
