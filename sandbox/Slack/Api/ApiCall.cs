using System.Text.Json;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>
/// One call as it came in. The token is in the header, or in the form or query; a token inside a JSON body is not read.
/// </summary>
internal sealed record ApiCall(string? Token, ApiArguments Arguments, string? Error = null, bool LacksCharset = false)
{
    internal bool HasTokenInHeader { get; private init; }

    internal static async Task<ApiCall> ReadAsync(HttpRequest request, bool takesJson, CancellationToken stop)
    {
        var token = BearerOf(request);
        var type = request.ContentType?.Split(';')[0].Trim() ?? "";
        if (type == "application/json")
            return await ReadJsonAsync(request, token, takesJson, stop);
        var values = request.Query.Concat(request.HasFormContentType ? await request.ReadFormAsync(stop) : []);
        if (HttpMethods.IsPost(request.Method) && !request.HasFormContentType && request.ContentLength > 0)
            return new(token, ApiArguments.None, "invalid_post_type");
        var arguments = new ApiArguments(
            values
                .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(
                    pair => pair.Key,
                    pair => JsonSerializer.SerializeToElement(pair.Value.ToString()),
                    StringComparer.Ordinal
                )
        );
        return new(token ?? arguments.Text("token"), arguments) { HasTokenInHeader = token is not null };
    }

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header
        && header.StartsWith("Bearer ", StringComparison.Ordinal)
        && header["Bearer ".Length..].Trim() is { Length: > 0 } token
            ? token
            : null;

    private static async Task<ApiCall> ReadJsonAsync(
        HttpRequest request,
        string? token,
        bool takesJson,
        CancellationToken stop
    )
    {
        using var reader = new StreamReader(request.Body);
        if (Json.Parse(await reader.ReadToEndAsync(stop)) is not { } body)
            return new(token, ApiArguments.None, "invalid_json");
        if (body.ValueKind != JsonValueKind.Object)
            return new(token, ApiArguments.None, "json_not_object");
        var arguments = takesJson
            ? new ApiArguments(
                body.EnumerateObject()
                    .DistinctBy(one => one.Name, StringComparer.Ordinal)
                    .ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
            )
            : ApiArguments.None;
        var charset = request.ContentType!.Contains("charset", StringComparison.OrdinalIgnoreCase);
        return new(token, arguments, LacksCharset: !charset) { HasTokenInHeader = token is not null };
    }
}
