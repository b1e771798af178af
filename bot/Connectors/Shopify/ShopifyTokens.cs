using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// The token a call carries: the permanent one, or one granted to the app for a day and renewed before it ends;
/// shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant.
/// </summary>
internal sealed class ShopifyTokens(OutsideClient http, ShopifyOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Renewed when this part of its life is over.</summary>
    private const double Fresh = 0.9;

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private volatile Grant? granted;

    /// <summary>Another token can be had when the present one is refused.</summary>
    internal bool CanRenew => string.IsNullOrWhiteSpace(options.AccessToken);

    /// <summary>A token that is good for a call now.</summary>
    /// <param name="refused">The token that was refused just now, which will not be given again.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">None was granted.</exception>
    internal async Task<string> CurrentAsync(string? refused, CancellationToken cancel)
    {
        if (!CanRenew)
            return options.AccessToken!;
        if (Good(refused) is { } good)
            return good;

        await oneAtATime.WaitAsync(cancel);
        try
        {
            // Somebody else may have been granted one while this call waited.
            return Good(refused) ?? await AskAsync(cancel);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private string? Good(string? refused) =>
        granted is { } grant && grant.Token != refused && clock.GetUtcNow() < grant.Until ? grant.Token : null;

    private async Task<string> AskAsync(CancellationToken cancel)
    {
        var asked = clock.GetUtcNow();
        // Asking twice does no harm: it only reads, as far as the shop is concerned.
        var answer = await http.SendAsync(ShopifyClient.Name, Request, Safety.Read, cancel);
        if (!answer.IsSuccess)
            throw answer.Broken("the app's ClientId and ClientSecret were not accepted");
        var json = answer.Json(Safety.Read);
        if (json.TextOrNull("access_token") is not { Length: > 0 } token)
            throw answer.Broken("it granted no token");

        var lives = TimeSpan.FromSeconds(json.Get("expires_in")?.GetInt32() ?? 0);
        granted = new Grant(token, asked + (lives * Fresh));
        return token;
    }

    private HttpRequestMessage Request() =>
        new(HttpMethod.Post, "admin/oauth/access_token")
        {
            Content = JsonContent.Create(
                new
                {
                    client_id = options.ClientId,
                    client_secret = options.ClientSecret,
                    grant_type = "client_credentials",
                }
            ),
        };

    private sealed record Grant(string Token, DateTimeOffset Until);
}
