using System.Collections.Concurrent;
using System.Globalization;

namespace OpsBot.Sandbox.Teams;

/// <summary>Answers that the connector gives instead of doing what it is asked, and how it says no at all.</summary>
internal sealed class Troubles
{
    private readonly ConcurrentQueue<Trouble> ordered = new();

    /// <summary>The next calls are answered so.</summary>
    internal void Order(int status, int times = 1, bool afterDoing = false)
    {
        for (var time = 0; time < times; time++)
            ordered.Enqueue(new Trouble(status, afterDoing));
    }

    internal Trouble? Take() => ordered.TryDequeue(out var trouble) ? trouble : null;

    internal static IResult Answer(int status) =>
        status switch
        {
            412 => Error(412, "PreconditionFailed", "Precondition failed, please try again."),
            413 => Error(413, "MessageSizeTooBig", "Message size too large."),
            429 => Throttled(TimeSpan.FromSeconds(1)),
            503 or 504 => Results.StatusCode(status),
            _ => Error(status, "ServiceError", "Something went wrong."),
        };

    internal static IResult Throttled(TimeSpan wait) => new ThrottledResult(wait);

    internal static IResult Error(int status, string code, string message) =>
        Results.Json(new { error = new { code, message } }, statusCode: status);

    /// <summary>The tenant is of another cloud; learn.microsoft.com/microsoftteams, conversation-messages, status codes.</summary>
    internal static IResult WrongHost(Uri right) =>
        Error(
            403,
            "InvalidBotApiHost",
            $"Invalid bot api host. For GCC tenants, please call {right.AbsoluteUri.TrimEnd('/')}."
        );

    /// <summary>Both shapes: who blocked the bot is told in a text within JSON.</summary>
    internal static IResult Forbidden(string code) =>
        code switch
        {
            "MessageWritesBlocked" => Results.Json(
                new
                {
                    errorCode = 209,
                    message = "{\r\n  \"subCode\": \"MessageWritesBlocked\",\r\n  \"details\": \"Thread is blocked from message writes.\",\r\n  \"errorCode\": null,\r\n  \"errorSubCode\": null\r\n}",
                },
                statusCode: 403
            ),
            "InvalidBotApiHost" => WrongHost(new Uri("https://smba.infra.gcc.teams.microsoft.com")),
            _ => Error(403, code, "The bot may not do that."),
        };

    private sealed class ThrottledResult(TimeSpan wait) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Error(429, "Throttled", "Too many requests.").ExecuteAsync(httpContext);
        }
    }
}

/// <summary>An answer in place of another.</summary>
/// <param name="Status">Its status.</param>
/// <param name="AfterDoing">What was asked is done all the same.</param>
internal sealed record Trouble(int Status, bool AfterDoing);
