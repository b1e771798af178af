namespace OpsBot.Sandbox.Slack.Api;

/// <summary>
/// The door of the Web API: token, scope, limit, arguments, in that order; errors are HTTP 200 with <c>ok: false</c>. Source:
/// docs.slack.dev/apis/web-api.
/// </summary>
internal sealed class SlackApi(Tokens tokens, RateLimits limits, IEnumerable<ApiMethod> known)
{
    private readonly Dictionary<string, ApiMethod> methods = known.ToDictionary(
        method => method.Name,
        StringComparer.Ordinal
    );

    internal async Task AnswerAsync(HttpContext context, string name)
    {
        var answer = methods.TryGetValue(name, out var method)
            ? await CallAsync(context.Request, method)
            : ApiAnswer.No("unknown_method");
        var headers = context.Response.Headers;
        headers["x-oauth-scopes"] = string.Join(',', tokens.ScopesFor(method));
        headers["x-accepted-oauth-scopes"] = string.Join(',', method?.Scopes ?? []);
        if (answer.RetryAfter is { } seconds)
            headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
    }

    private async Task<ApiAnswer> CallAsync(HttpRequest request, ApiMethod method)
    {
        var call = await ApiCall.ReadAsync(request, method.TakesJson, request.HttpContext.RequestAborted);
        if (tokens.WrongWith(call, method) is { } wrong)
            return ApiAnswer.No(wrong);
        var granted = tokens.ScopesFor(method);
        if (method.Scopes.Count > 0 && !granted.Overlaps(method.Scopes))
            return ApiAnswer.NoScope(method.Scopes.Take(1), granted);
        if (limits.Take(method) is { } wait)
            return ApiAnswer.TooMany(wait);
        if (call.Error is not null)
            return ApiAnswer.No(call.Error);
        var answer = method.Call(call.Arguments);
        if (call.LacksCharset && answer.IsOk)
            answer.Warn("missing_charset");
        return answer;
    }
}
