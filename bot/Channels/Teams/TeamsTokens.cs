using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// The bot's own tokens: learn.microsoft.com, Bot Framework, Authentication with the Bot Connector API, bot to connector. It proves
/// itself with a secret, a certificate, or as the managed identity of the machine it runs on. The library keeps tokens in memory
/// until they run out.
/// </summary>
internal sealed class TeamsTokens : IMsalHttpClientFactory, IDisposable
{
    /// <summary>Who comes while a token is asked for finds it kept.</summary>
    private readonly SemaphoreSlim oneAtATime = new(1);

    private readonly TeamsOptions options;
    private readonly IHttpClientFactory clients;
    private readonly Lazy<IConfidentialClientApplication> app;
    private readonly Lazy<IManagedIdentityApplication> identity;

    public TeamsTokens(TeamsOptions options, IHttpClientFactory clients, TeamsStanding standing)
    {
        this.options = options;
        this.clients = clients;
        Standing = standing;
        app = new Lazy<IConfidentialClientApplication>(BuildApp);
        identity = new Lazy<IManagedIdentityApplication>(BuildIdentity);
    }

    /// <summary>Whether the bot is let in at all.</summary>
    internal TeamsStanding Standing { get; }

    /// <summary>A token for the connector; nothing where none is wanted, since nobody has to prove who they are.</summary>
    /// <param name="anew">The one kept was refused.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="OutsideException">There is none.</exception>
    internal async Task<string?> TokenAsync(bool anew, CancellationToken cancel)
    {
        try
        {
            return await TokenAsync(options.TokenScope, anew, cancel);
        }
        catch (OutsideException failure) when (failure.Kind is FailureKind.Broken)
        {
            Standing.Lost(failure.Message);
            throw;
        }
    }

    /// <summary>A token for anything else the bot may ask.</summary>
    /// <exception cref="OutsideException">There is none.</exception>
    internal async Task<string?> TokenAsync(string scope, bool anew, CancellationToken cancel)
    {
        if (options.IsWithoutTokens)
            return null;
        await oneAtATime.WaitAsync(cancel);
        try
        {
            var given =
                options.ManagedIdentity.Length > 0
                    ? identity
                        .Value.AcquireTokenForManagedIdentity(scope[..^"/.default".Length])
                        .WithForceRefresh(anew)
                        .ExecuteAsync(cancel)
                    : app.Value.AcquireTokenForClient([scope]).WithForceRefresh(anew).ExecuteAsync(cancel);
            return (await given).AccessToken;
        }
        catch (MsalException refusal)
        {
            var why = TeamsTokenWords.Of(refusal);
            throw TeamsTokenWords.IsPassing(refusal)
                ? Resting.Passing(TeamsLogin.Name, why)
                : Resting.Barred(TeamsLogin.Name, why);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    HttpClient IMsalHttpClientFactory.GetHttpClient() =>
        clients.CreateClient(options.ManagedIdentity.Length > 0 ? nameof(TeamsIdentity) : nameof(TeamsTokens));

    private IConfidentialClientApplication BuildApp()
    {
        var builder = ConfidentialClientApplicationBuilder
            .Create(options.AppId)
            .WithAuthority(
                new Uri($"https://{options.LoginUrl.Authority}/{options.TenantId}"),
                validateAuthority: false
            )
            .WithInstanceDiscovery(enableInstanceDiscovery: false)
            .WithHttpClientFactory(this, retryOnceOn5xx: false);
        if (options.Certificate.Length == 0)
            return builder.WithClientSecret(options.ClientSecret).Build();
        var (certificate, problem) = TeamsCertificate.Read(options);
        return certificate is null
            ? throw Resting.Barred(TeamsLogin.Name, $"gives no token: Certificate {problem}")
            : builder.WithCertificate(certificate).Build();
    }

    private IManagedIdentityApplication BuildIdentity() =>
        ManagedIdentityApplicationBuilder
            .Create(ManagedIdentityId.WithUserAssignedClientId(options.ManagedIdentity))
            .WithHttpClientFactory(this, retryOnceOn5xx: false)
            .Build();
}
