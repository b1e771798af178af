using System.Net;

namespace OpsBot.Bot.Http;

/// <summary>
/// Knocks at an address once and gives the status: not a call whose failure would say that a system is down, so without
/// repeating and breaker.
/// </summary>
internal sealed class Probe(IHttpClientFactory factory)
{
    private const string Name = "probe";

    /// <summary>Adds the client it uses.</summary>
    internal static IServiceCollection Add(IServiceCollection services)
    {
        services
            .AddHttpClient(Name, client => client.Timeout = TimeSpan.FromSeconds(8))
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
            )
            .RemoveAllLoggers();
        return services.AddSingleton<Probe>();
    }

    /// <summary>Knocks.</summary>
    /// <returns>The status and the answer; nothing where nobody opened.</returns>
    internal async Task<(HttpStatusCode Status, string Body)?> KnockAsync(
        HttpRequestMessage request,
        CancellationToken cancel
    )
    {
        try
        {
            using var client = factory.CreateClient(Name);
            using var answer = await client.SendAsync(request, cancel);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (Exception error)
            when (error is HttpRequestException
                || (error is OperationCanceledException && !cancel.IsCancellationRequested)
            )
        {
            return null;
        }
    }
}
