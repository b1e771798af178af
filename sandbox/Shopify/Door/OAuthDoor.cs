using System.Text.Json;

namespace OpsBot.Sandbox.Shopify.Door;

/// <summary><c>POST /admin/oauth/access_token</c>: a day's token for client id and secret.</summary>
internal sealed class OAuthDoor(Tokens tokens, PretendShopifyOptions options)
{
    internal async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken stop)
    {
        var asked = await ReadAsync(request, stop);
        if (asked.GetValueOrDefault("grant_type") != "client_credentials")
            return Refuse("unsupported_grant_type", "The grant type is not client_credentials.", 400);
        var token = tokens.Issue(asked.GetValueOrDefault("client_id"), asked.GetValueOrDefault("client_secret"));
        return token is null
            ? Refuse("invalid_client", "Client authentication failed.", 401)
            : Results.Json(
                new
                {
                    access_token = token.Text,
                    scope = string.Join(',', options.Scopes),
                    expires_in = (int)options.TokenLifetime.TotalSeconds - 1,
                }
            );
    }

    private static async Task<Dictionary<string, string>> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.HasFormContentType)
            return (await request.ReadFormAsync(stop)).ToDictionary(
                pair => pair.Key,
                pair => pair.Value.ToString(),
                StringComparer.Ordinal
            );
        try
        {
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(
                    request.Body,
                    cancellationToken: stop
                ) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IResult Refuse(string error, string why, int status) =>
        Results.Json(new { error, error_description = why }, statusCode: status);
}
