using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Polly;
using Polly.Retry;

namespace OpsBot.Bot.Http;

/// <summary>Adds systems outside to the host: where each lives, and how patient we are with it.</summary>
internal static class OutsideClients
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private const int AtOnce = 16;
    private const int Queued = 4096;
    private const int QuickRetries = 2;

    /// <summary>Longer waits are not slept through with a run in hand: the engine takes the run up again when it is due.</summary>
    private static readonly TimeSpan LongestQuickWait = TimeSpan.FromSeconds(2);

    /// <summary>Adds a system.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="system">The name it is called by in code, logs and cards.</param>
    /// <param name="baseUrl">Its address; https, or http on this machine.</param>
    internal static IServiceCollection AddOutside(this IServiceCollection services, string system, Uri baseUrl)
    {
        var root = baseUrl.AbsoluteUri.EndsWith('/') ? baseUrl : new Uri(baseUrl.AbsoluteUri + "/");
        services.TryAddSingleton<OutsideClient>();
        services
            .AddHttpClient(
                system,
                client =>
                {
                    client.BaseAddress = root;
                    client.Timeout = Timeout;
                    client.DefaultRequestHeaders.UserAgent.ParseAdd("OpsBot/0.1");
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    AutomaticDecompression = DecompressionMethods.All,
                    ConnectTimeout = TimeSpan.FromSeconds(10),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                    UseCookies = false,
                }
            )
            // Request lines may hold customers' data, headers hold credentials: the engine logs what matters.
            .RemoveAllLoggers();
        services.AddResiliencePipeline<string, OutsideResponse>(system, Build);
        return services;
    }

    private static void Build(ResiliencePipelineBuilder<OutsideResponse> pipeline) =>
        pipeline
            .AddConcurrencyLimiter(AtOnce, Queued)
            .AddRetry(
                new RetryStrategyOptions<OutsideResponse>
                {
                    MaxRetryAttempts = QuickRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(200),
                    ShouldHandle = new PredicateBuilder<OutsideResponse>().Handle<OutsideException>(failure =>
                        failure.Kind is FailureKind.Safe && (failure.RetryAfter ?? TimeSpan.Zero) <= LongestQuickWait
                    ),
                    DelayGenerator = static arguments =>
                        ValueTask.FromResult((arguments.Outcome.Exception as OutsideException)?.RetryAfter),
                }
            );
}
