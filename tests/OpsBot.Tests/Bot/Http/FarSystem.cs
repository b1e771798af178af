using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Http;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Http;

/// <summary>A system outside that answers without a wire, at the clock of a test, and counts its calls.</summary>
internal sealed class FarSystem : HttpMessageHandler
{
    internal const string Name = "far";
    private readonly ServiceProvider services;

    internal FarSystem(TimeProvider clock, int? callsPerMinute = null, TimeSpan? longestBreak = null)
    {
        var adding = new ServiceCollection()
            .AddSingleton(clock)
            .AddOutside(Name, new Uri("http://far/"), callsPerMinute, longestBreak);
        // For good: a handler that is exchanged after two minutes is disposed of, and this one with it.
        adding
            .AddHttpClient(Name)
            .ConfigurePrimaryHttpMessageHandler(() => this)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services = adding.BuildServiceProvider();
    }

    /// <summary>What it answers with.</summary>
    internal HttpStatusCode Answers { get; set; } = HttpStatusCode.OK;

    /// <summary>It cannot be reached.</summary>
    internal bool IsGone { get; set; }

    /// <summary>Called while a call is under way.</summary>
    internal Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    internal int Calls { get; private set; }

    internal Breakers Breakers => services.GetRequiredService<Breakers>();

    /// <summary>Calls it. What may have run is not repeated, and what is turned away says when to come back: nothing here waits.</summary>
    internal Task<OutsideResponse> CallAsync(Safety safety = Safety.Write) =>
        CallUntilAsync(safety, CancellationToken.None);

    /// <summary>Calls it, until somebody gives up waiting.</summary>
    internal Task<OutsideResponse> CallUntilAsync(Safety safety, CancellationToken cancel) =>
        services
            .GetRequiredService<OutsideClient>()
            .SendAsync(Name, () => new HttpRequestMessage(HttpMethod.Post, "thing"), safety, cancel);

    /// <summary>The failure of a call.</summary>
    internal Task<OutsideException> FailAsync(Safety safety = Safety.Write) =>
        Should.ThrowAsync<OutsideException>(() => CallAsync(safety));

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Calls++;
        await Meanwhile();
        if (IsGone)
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "gone");
        var answer = new HttpResponseMessage(Answers) { Content = new ByteArrayContent([]) };
        if (Answers is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            answer.Headers.Add("Retry-After", "3");
        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            services.Dispose();
        base.Dispose(disposing);
    }
}
