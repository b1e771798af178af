using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>The Shopify connector in a host of its own, as the bot has it, with a store that only remembers.</summary>
internal sealed class Connector : IEventStore, ILoggerProvider, IAsyncDisposable
{
    internal const string Domain = "nordlicht-outdoor.myshopify.com";
    internal const string Secret = "shpss_a_secret_of_tests";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Arrival> arrivals = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> log = new();

    private Connector(Uri shop, TimeProvider clock, IEnumerable<(string Key, string? Value)> settings)
    {
        Dictionary<string, string?> values = new()
        {
            ["Connectors:Shopify:ShopDomain"] = Domain,
            ["Connectors:Shopify:BaseUrl"] = shop.AbsoluteUri,
            ["Connectors:Shopify:AccessToken"] = "shpat_of_tests",
            ["Connectors:Shopify:WebhookSecret"] = Secret,
        };
        foreach (var (key, value) in settings)
            values[$"Connectors:Shopify:{key}"] = value;
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(this);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddSingleton(clock)
            .AddSingleton<IEventStore>(this)
            .AddSingleton(new LoopList([], new NoPauses()));
        builder.Services.AddSingleton<Inbox>().AddSingleton<Intake>().AddSingleton<ActorList>().AddShopify(reader);
        reader.Problems.ShouldBeEmpty();
        app = builder.Build();
        app.MapShopify();
    }

    internal IReadOnlyCollection<Arrival> Arrivals => [.. arrivals.Values];

    internal IReadOnlyList<string> Logged => [.. log];

    /// <summary>The store is out of order.</summary>
    internal bool StoreFails { get; set; }

    internal static Connector To(Uri shop, TimeProvider? clock = null, params (string Key, string? Value)[] settings) =>
        new(shop, clock ?? TimeProvider.System, settings);

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    internal Task<Acted> ActAsync(Effect effect, EffectKey key) =>
        Get<ActorList>().For(effect).ActAsync(effect, key, TestContext.Current.CancellationToken);

    internal Task<ReadBack> ReadBackAsync(Effect effect, EffectKey key) =>
        Get<ActorList>().For(effect).ReadBackAsync(effect, key, TestContext.Current.CancellationToken);

    /// <summary>Opens the door; the address webhooks go to.</summary>
    internal async Task<Uri> OpenAsync()
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Uri(app.Urls.First() + ShopifyDoor.Path);
    }

    public Task<Received> ReceiveAsync(Arrival arrival, IReadOnlyList<CaughtBy> caught, CancellationToken cancel)
    {
        if (StoreFails)
            throw new IOException("the disk is full");
        return Task.FromResult(
            arrivals.TryAdd($"{arrival.Source} {arrival.DedupeKey}", arrival) ? Received.Stored : Received.Duplicate
        );
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new LineLog(log);

    public void Dispose() { }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
