using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>What a method answers: nearly always HTTP 200, with <c>ok</c> saying how it went.</summary>
internal sealed record ApiAnswer(JsonObject Body, int Status = StatusCodes.Status200OK)
{
    internal int? RetryAfter { get; private init; }

    internal bool IsOk => Body["ok"]!.GetValue<bool>();

    internal static ApiAnswer Ok(JsonObject? fields = null)
    {
        var body = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in fields ?? [])
            body[name] = value?.DeepClone();
        return new(body);
    }

    internal static ApiAnswer No(string error) => new(new JsonObject { ["ok"] = false, ["error"] = error });

    /// <summary>A refusal with reasons, each naming the place in the JSON.</summary>
    internal static ApiAnswer No(string error, IReadOnlyList<string> reasons)
    {
        var answer = No(error);
        answer.Body["errors"] = List(reasons);
        answer.Body["response_metadata"] = new JsonObject
        {
            ["messages"] = List(reasons.Select(one => $"[ERROR] {one}")),
        };
        return answer;
    }

    internal static ApiAnswer Missing(string argument) =>
        No("invalid_arguments", [$"missing required field: {argument}"]);

    internal static ApiAnswer NoScope(IEnumerable<string> needed, IEnumerable<string> provided)
    {
        var answer = No("missing_scope");
        answer.Body["needed"] = string.Join(',', needed);
        answer.Body["provided"] = string.Join(',', provided);
        return answer;
    }

    internal static ApiAnswer TooMany(TimeSpan wait) =>
        new(No("ratelimited").Body, StatusCodes.Status429TooManyRequests)
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        };

    internal void Warn(string warning)
    {
        Body["warning"] = warning;
        Body["response_metadata"] ??= new JsonObject();
        Body["response_metadata"]!["warnings"] = List([warning]);
    }

    private static JsonArray List(IEnumerable<string> lines) => [.. lines.Select(line => JsonValue.Create(line))];
}
