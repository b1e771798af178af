using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>What each call must pass before it is looked at: token, pace, size, shape; and the troubles that were ordered.</summary>
internal sealed class ConnectorGate(PretendTeamsOptions options, LoginDoor login, SendLimits limits, Troubles troubles)
{
    /// <summary>What a thread's beginning wraps around its message, generously.</summary>
    private const int Envelope = 1_000;

    /// <summary>Every authorization that came, in order: no token may come from elsewhere, or go elsewhere.</summary>
    internal ConcurrentQueue<string> Authorizations { get; } = new();

    internal async Task<IResult> WriteAsync(HttpRequest request, string conversation, Func<JsonObject?, IResult> act)
    {
        if (Stranger(request) is { } stranger)
            return stranger;
        if ((limits.Call() ?? limits.Send(conversation)) is { } wait)
            return Troubles.Throttled(wait);
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (Encoding.Unicode.GetByteCount(body) > options.MostBytes + Envelope)
            return Troubles.Answer(413);
        JsonObject? activity = null;
        if (request.Method != HttpMethods.Delete && Read(request, body, out activity) is { } bad)
            return bad;
        var trouble = troubles.Take();
        if (trouble is { AfterDoing: false })
            return Troubles.Answer(trouble.Status);
        var answer = act(activity);
        return trouble is null ? answer : Troubles.Answer(trouble.Status);
    }

    internal IResult Read(HttpRequest request, string conversation, Func<IResult> act)
    {
        if (Stranger(request) is { } stranger)
            return stranger;
        if ((limits.Call() ?? limits.Read(conversation)) is { } wait)
            return Troubles.Throttled(wait);
        return troubles.Take() is { } trouble ? Troubles.Answer(trouble.Status) : act();
    }

    private IResult? Stranger(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        Authorizations.Enqueue(authorization);
        if (!login.IsGood(authorization))
            return Troubles.Error(401, "BotNotRegistered", "No registration found for this bot.");
        return options.MovedTo is { } right && !IsAt(request, right) ? Troubles.WrongHost(right) : null;
    }

    private static bool IsAt(HttpRequest request, Uri right) =>
        request.Host.Value == right.Authority
        && request.Path.StartsWithSegments(right.AbsolutePath.TrimEnd('/'), StringComparison.Ordinal);

    private static IResult? Read(HttpRequest request, string body, out JsonObject? activity)
    {
        activity = null;
        // Without the charset letters outside ASCII come out wrong.
        if (request.ContentType?.Replace(" ", "", StringComparison.Ordinal) != "application/json;charset=utf-8")
            return Troubles.Error(400, "Bad Argument", "The content type is not application/json; charset=utf-8.");
        try
        {
            activity = JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            // Told below.
        }

        return activity is null ? Troubles.Error(400, "BadSyntax", "The body is no JSON object.") : null;
    }
}
