using System.Net;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Registry;

namespace OpsBot.Bot.Http;

/// <summary>
/// The one way to a system outside. It answers with what the system said, or throws the one <see cref="OutsideException"/>
/// that says what is known: provably not run, maybe run, or in need of mending.
/// </summary>
/// <param name="factory">Makes the configured clients.</param>
/// <param name="pipelines">Retries, limits and breakers, per system.</param>
/// <param name="breakers">Which systems are down.</param>
/// <param name="clock">For Retry-After dates.</param>
internal sealed class OutsideClient(
    IHttpClientFactory factory,
    ResiliencePipelineProvider<string> pipelines,
    Breakers breakers,
    TimeProvider clock
)
{
    /// <summary>Sends a request. Made by a function, since a request can be sent only once and a safe failure is tried again.</summary>
    /// <param name="system">Who is called, by the name it was added under (<see cref="OutsideClients.AddOutside"/>).</param>
    /// <param name="request">Makes the request; a relative address starts from the system's base address.</param>
    /// <param name="safety">What it would mean to send it twice.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The answer, where its status is 2xx or a 4xx of business (400, 404, 409, 410, 413, 422, …).</returns>
    /// <exception cref="OutsideException">Anything else.</exception>
    internal Task<OutsideResponse> SendAsync(
        string system,
        Func<HttpRequestMessage> request,
        Safety safety,
        CancellationToken cancel
    ) => SendAsync(system, request, safety, static _ => Meaning.Usual, cancel);

    /// <summary>The same, for a system whose statuses mean something of their own.</summary>
    /// <param name="system">Who is called.</param>
    /// <param name="request">Makes the request.</param>
    /// <param name="safety">What it would mean to send it twice.</param>
    /// <param name="meaning">What an answer means; asked before it is judged as usual.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal async Task<OutsideResponse> SendAsync(
        string system,
        Func<HttpRequestMessage> request,
        Safety safety,
        Func<OutsideResponse, Meaning> meaning,
        CancellationToken cancel
    )
    {
        var breaker = breakers.Of(system);
        breaker.Check();
        try
        {
            return await pipelines
                .GetPipeline<OutsideResponse>(system)
                .ExecuteAsync(
                    static async (call, token) =>
                        await call.Client.OnceAsync(call.System, call.Request, call.Safety, call.Meaning, token),
                    (Client: this, System: system, Request: request, Safety: safety, Meaning: meaning),
                    cancel
                );
        }
        catch (BrokenCircuitException)
        {
            throw breaker.TurnedAway();
        }
        catch (RateLimiterRejectedException full)
        {
            throw Resting.For(system, "it", full.RetryAfter ?? OutsideClients.UsualRest);
        }
        catch (OutsideException failure)
        {
            throw breaker.Weigh(failure);
        }
    }

    private async Task<OutsideResponse> OnceAsync(
        string system,
        Func<HttpRequestMessage> request,
        Safety safety,
        Func<OutsideResponse, Meaning> meaning,
        CancellationToken cancel
    )
    {
        var client = factory.CreateClient(system);
        using var message = request();
        try
        {
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancel);
            var body = await response.Content.ReadAsByteArrayAsync(cancel);
            var answer = new OutsideResponse(system, (int)response.StatusCode, response.Headers, body);
            return meaning(answer) switch
            {
                Meaning.Answer => answer,
                Meaning.NotRun => throw answer.Failed(FailureKind.Safe, "turned the call away for now"),
                _ => Judge(answer, safety),
            };
        }
        catch (HttpRequestException error)
        {
            throw new OutsideException(Kind(error, safety), system, Words(error), error);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new OutsideException(MayHaveRun(safety), system, "did not answer in time", error);
        }
    }

    private OutsideResponse Judge(OutsideResponse answer, Safety safety)
    {
        var wait = RetryAfter.Read(answer.Headers, clock.GetUtcNow());
        FailureKind? failure = (HttpStatusCode)answer.Status switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => FailureKind.Safe,
            // Who says when to come back has turned the call away at the door; who does not may have failed half-way.
            HttpStatusCode.ServiceUnavailable when wait is not null => FailureKind.Safe,
            HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired => FailureKind.Broken,
            HttpStatusCode.Forbidden => FailureKind.Broken,
            >= HttpStatusCode.InternalServerError => MayHaveRun(safety),
            // Redirects are not followed: a credential must not travel to another host.
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => FailureKind.Broken,
            _ => null,
        };
        return failure is { } kind
            ? throw new OutsideException(kind, answer.System, $"answered {answer.Status}")
            {
                Status = answer.Status,
                RetryAfter = wait,
            }
            : answer;
    }

    private static FailureKind MayHaveRun(Safety safety) =>
        safety is Safety.Write ? FailureKind.Uncertain : FailureKind.Safe;

    private static FailureKind Kind(HttpRequestException error, Safety safety) =>
        error.HttpRequestError switch
        {
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => FailureKind.Safe,
            HttpRequestError.ProxyTunnelError => FailureKind.Safe,
            HttpRequestError.SecureConnectionError => FailureKind.Broken,
            _ => MayHaveRun(safety),
        };

    private static string Words(HttpRequestException error) =>
        error.HttpRequestError switch
        {
            HttpRequestError.ConnectionError => "cannot be reached",
            HttpRequestError.NameResolutionError => "its address cannot be found",
            HttpRequestError.SecureConnectionError => "its certificate is not trusted",
            _ => "the connection broke",
        };
}

/// <summary>What an answer of a system means, where its statuses mean something of their own.</summary>
internal enum Meaning
{
    /// <summary>What such a status usually means.</summary>
    Usual,

    /// <summary>It is the caller's to understand.</summary>
    Answer,

    /// <summary>It was provably not run and may be repeated.</summary>
    NotRun,
}
