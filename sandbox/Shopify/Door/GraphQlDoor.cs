using System.Text.Encodings.Web;
using System.Text.Json;
using OpsBot.Sandbox.Shopify.Graph;

namespace OpsBot.Sandbox.Shopify.Door;

/// <summary>
/// <c>POST /admin/api/{version}/graphql.json</c>. A wrong version is not found, a wrong token is a 401; whatever else is wrong is
/// said inside a 200.
/// </summary>
internal sealed class GraphQlDoor(AdminApi api, Tokens tokens, PretendShopifyOptions options)
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private long requests;

    internal async Task<IResult> AnswerAsync(string version, HttpRequest request, CancellationToken stop)
    {
        if (version != options.ApiVersion)
            return Json(new { errors = "Not Found" }, 404);
        if (tokens.Find(request.Headers["X-Shopify-Access-Token"]) is not { } token)
            return Json(
                new { errors = "[API] Invalid API key or access token (unrecognized login or wrong password)" },
                401
            );
        if (!request.HasJsonContentType() || await ReadAsync(request, stop) is not { } question)
            return Json(new { errors = new { query = "Required parameter missing or invalid" } }, 400);
        var reply = await api.AnswerAsync(question, token, stop);
        var answer = request.HttpContext.Response.Headers;
        answer["X-Shopify-API-Version"] = version;
        answer["X-Request-Id"] = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"pretend-{Interlocked.Increment(ref requests)}"
        );
        return Json(reply.Body(), 200);
    }

    private static async Task<Question?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: stop);
            if (
                body.ValueKind != JsonValueKind.Object
                || !body.TryGetProperty("query", out var query)
                || query.ValueKind != JsonValueKind.String
            )
                return null;
            return new Question(
                query.GetString()!,
                body.TryGetProperty("variables", out var variables) ? variables : default,
                body.TryGetProperty("operationName", out var name) && name.ValueKind == JsonValueKind.String
                    ? name.GetString()
                    : null
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Json(object body, int status) => Results.Json(body, Raw, statusCode: status);
}
