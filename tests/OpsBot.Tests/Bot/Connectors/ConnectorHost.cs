using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Bot.Connectors;

/// <summary>One connector in a host of its own, as the bot has it, with a store that only remembers.</summary>
internal sealed class ConnectorHost : IEventStore, ILoggerProvider, IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Arrival> arrivals = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> log = new();
    private readonly SemaphoreSlim arrived = new(0);

    internal ConnectorHost(
        Dictionary<string, string?> settings,
        Action<IServiceCollection, SettingsReader> add,
        Action<IEndpointRouteBuilder>? map = null,
        TimeProvider? clock = null
    )
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(this);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock ?? TimeProvider.System).AddSingleton<IEventStore>(this);
        builder
            .Services.AddSingleton(new LoopList([], new NoPauses()))
            .AddSingleton<Inbox>()
            .AddSingleton<Intake>()
            .AddSingleton<ActorList>();
        add(builder.Services, reader);
        reader.Problems.ShouldBeEmpty();
        app = builder.Build();
        map?.Invoke(app);
    }

    internal IReadOnlyCollection<Arrival> Arrivals => [.. arrivals.Values];

    internal IReadOnlyList<string> Logged => [.. log];

    /// <summary>The store is out of order.</summary>
    internal bool StoreFails { get; set; }

    /// <summary>Where a pretend system listens.</summary>
    internal static Uri AddressOf(PretendHost host) =>
        new(host.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    internal Task<Acted> ActAsync(Effect effect, EffectKey key) =>
        Get<ActorList>().For(effect).ActAsync(effect, key, TestContext.Current.CancellationToken);

    internal Task<ReadBack> ReadBackAsync(Effect effect, EffectKey key) =>
        Get<ActorList>().For(effect).ReadBackAsync(effect, key, TestContext.Current.CancellationToken);

    /// <summary>Starts the host; its address.</summary>
    internal async Task<Uri> OpenAsync()
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Uri(app.Urls.First());
    }

    /// <summary>Waits for the next arrival that is new.</summary>
    internal Task NextArrivalAsync() => arrived.WaitAsync(TestContext.Current.CancellationToken);

    public Task<Received> ReceiveAsync(Arrival arrival, IReadOnlyList<CaughtBy> caught, CancellationToken cancel)
    {
        if (StoreFails)
            throw new IOException("the disk is full");
        if (!arrivals.TryAdd($"{arrival.Source} {arrival.DedupeKey}", arrival))
            return Task.FromResult(Received.Duplicate);
        arrived.Release();
        return Task.FromResult(Received.Stored);
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new LineLog(log);

    public void Dispose() { }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        arrived.Dispose();
    }
}
