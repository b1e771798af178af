using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Polly;
using Polly.DependencyInjection;
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

    /// <summary>How long a call that found no place stays away where nothing says how long.</summary>
    internal static readonly TimeSpan UsualRest = TimeSpan.FromSeconds(5);

    /// <summary>Adds a system.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="system">The name it is called by in code, logs and cards.</param>
    /// <param name="baseUrl">Its address; https, or http on this machine.</param>
    /// <param name="callsPerMinute">The most calls in any minute; where absent, the system's own pace is kept elsewhere.</param>
    /// <param name="longestBreak">How long it is left alone at most while it is down, where people wait for it to be back.</param>
    internal static IServiceCollection AddOutside(
        this IServiceCollection services,
        string system,
        Uri baseUrl,
        int? callsPerMinute = null,
        TimeSpan? longestBreak = null
    )
    {
        var root = baseUrl.AbsoluteUri.EndsWith('/') ? baseUrl : new Uri(baseUrl.AbsoluteUri + "/");
        services.TryAddSingleton<Breakers>();
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
        services.AddResiliencePipeline<string, OutsideResponse>(
            system,
            (pipeline, context) => Build(pipeline, context, callsPerMinute, longestBreak)
        );
        return services;
    }

    /// <summary>
    /// From the outside in: a place among the calls under way, kept while a call is repeated; the repeating; then, for each call on
    /// the wire, its turn and the breaker, which so sees every call and nothing but calls.
    /// </summary>
    private static void Build(
        ResiliencePipelineBuilder<OutsideResponse> pipeline,
        AddResiliencePipelineContext<string> context,
        int? callsPerMinute,
        TimeSpan? longestBreak
    )
    {
        pipeline.TimeProvider = new SteadyTime(context.ServiceProvider.GetRequiredService<TimeProvider>());
        pipeline.AddConcurrencyLimiter(AtOnce, Queued).AddRetry(QuickRetry());
        if (callsPerMinute is { } most)
        {
            var turns = Turns(most);
            context.OnPipelineDisposed(turns.Dispose);
            pipeline.AddRateLimiter(turns);
        }

        var breakers = context.ServiceProvider.GetRequiredService<Breakers>();
        pipeline.AddCircuitBreaker(breakers.Of(context.PipelineKey).Options(longestBreak ?? Breaker.LongestBreak));
    }

    /// <summary>
    /// A tenth may be called at once and the rest comes evenly, so that no minute has more than the most, wherever it begins. Who
    /// would wait for more than half a minute comes back later.
    /// </summary>
    private static TokenBucketRateLimiter Turns(int most)
    {
        var atOnce = Math.Max(1, most / 10);
        return new TokenBucketRateLimiter(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = atOnce,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / Math.Max(1, most - atOnce),
                QueueLimit = Math.Max(1, most / 2),
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
    }

    private static RetryStrategyOptions<OutsideResponse> QuickRetry() =>
        new()
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
        };
}
