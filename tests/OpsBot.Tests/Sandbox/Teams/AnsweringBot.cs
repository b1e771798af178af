using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsBot.Tests.Sandbox.Teams;

/// <summary>A bot that answers what a test says, and remembers what it heard.</summary>
internal sealed class AnsweringBot : IAsyncDisposable
{
    private readonly WebApplication app;

    private AnsweringBot(WebApplication app)
    {
        this.app = app;
        app.MapPost("/api/messages", AnswerAsync);
    }

    internal ConcurrentQueue<JsonObject> Heard { get; } = new();

    /// <summary>What it answers: a status and a body; the connection breaks where there is none.</summary>
    internal Func<JsonObject, (int Status, JsonObject? Body)?> Answers { get; set; } = _ => (200, null);

    internal Uri Address => new(app.Urls.First() + "/");

    internal static async Task<AnsweringBot> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var bot = new AnsweringBot(builder.Build());
        await bot.app.StartAsync(TeamsRoom.Stop);
        return bot;
    }

    internal static (int, JsonObject?) Card(JsonObject card) => Answer("application/vnd.microsoft.card.adaptive", card);

    internal static (int, JsonObject?) Answer(string type, JsonNode value) =>
        (
            200,
            new JsonObject
            {
                ["statusCode"] = 200,
                ["type"] = type,
                ["value"] = value,
            }
        );

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        var activity = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        Heard.Enqueue(activity);
        if (Answers(activity) is { } answer)
            return answer.Body is { } body
                ? Results.Json(body, statusCode: answer.Status)
                : Results.StatusCode(answer.Status);
        request.HttpContext.Abort();
        return Results.Empty;
    }
}
