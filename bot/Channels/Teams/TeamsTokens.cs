using System.Text.RegularExpressions;
using Microsoft.Identity.Client;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// The bot's own tokens: learn.microsoft.com, Bot Framework, Authentication with the Bot Connector API, bot to connector. The library
/// keeps them in memory until they run out.
/// </summary>
internal sealed partial class TeamsTokens : IMsalHttpClientFactory
{
    private readonly TeamsOptions options;
    private readonly IHttpClientFactory clients;
    private readonly Lazy<IConfidentialClientApplication> app;

    public TeamsTokens(TeamsOptions options, IHttpClientFactory clients)
    {
        this.options = options;
        this.clients = clients;
        app = new Lazy<IConfidentialClientApplication>(Build);
    }

    /// <summary>A token; nothing where none is wanted, since nobody has to prove who they are.</summary>
    /// <param name="anew">The one kept was refused.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">There is none.</exception>
    internal async Task<string?> TokenAsync(bool anew, CancellationToken cancel)
    {
        if (options.IsWithoutTokens)
            return null;
        try
        {
            var asked = app.Value.AcquireTokenForClient([options.TokenScope]).WithForceRefresh(anew);
            return (await asked.ExecuteAsync(cancel)).AccessToken;
        }
        catch (MsalException refusal)
        {
            throw Resting.Barred(TeamsLogin.Name, Words(refusal));
        }
    }

    HttpClient IMsalHttpClientFactory.GetHttpClient() => clients.CreateClient(nameof(TeamsTokens));

    private IConfidentialClientApplication Build() =>
        ConfidentialClientApplicationBuilder
            .Create(options.AppId)
            .WithClientSecret(options.ClientSecret)
            .WithAuthority(
                new Uri($"https://{options.LoginUrl.Authority}/{options.TenantId}"),
                validateAuthority: false
            )
            .WithInstanceDiscovery(enableInstanceDiscovery: false)
            .WithHttpClientFactory(this, retryOnceOn5xx: false)
            .Build();

    /// <summary>By number: the login's own words may name whom it refused.</summary>
    private static string Words(MsalException refusal) =>
        Number().Match(refusal.Message).Value switch
        {
            "AADSTS7000215" => "gives no token: the client secret is not right (AADSTS7000215)",
            "AADSTS7000222" => "gives no token: the client secret has run out, make a new one (AADSTS7000222)",
            "AADSTS7000229" =>
                "gives no token: the app registration has no service principal in the tenant (AADSTS7000229)",
            "AADSTS700016" => "gives no token: the tenant does not know the app id (AADSTS700016)",
            "AADSTS90002" => "gives no token: there is no such tenant (AADSTS90002)",
            { Length: > 0 } number => $"gives no token: {number}",
            _ => $"gives no token: {refusal.ErrorCode}",
        };

    [GeneratedRegex("AADSTS[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
