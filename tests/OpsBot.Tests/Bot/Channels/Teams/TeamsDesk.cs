using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Sandbox.Teams;
using OpsBot.Tests.Bot.Channels.Slack;
using OpsBot.Tests.Infrastructure;
using TeamsMessage = OpsBot.Bot.Channels.Teams.TeamsMessage;

namespace OpsBot.Tests.Bot.Channels.Teams;

/// <summary>The bot's Teams channel on one real port and the pretend Teams on another, with a store in memory between them.</summary>
internal sealed class TeamsDesk : IAsyncDisposable
{
    internal const string Agent = "29:1agent";
    internal const string Lead = "29:1lead";
    internal const string Guest = "29:1guest";
    internal const string Anonymous = "29:1anonymous";
    internal const string Partner = "29:1partner";

    private readonly WebApplication pretend;
    private readonly WebApplication bot;

    private TeamsDesk(WebApplication pretend, WebApplication bot, FakeTimeProvider clock)
    {
        (this.pretend, this.bot, Clock) = (pretend, bot, clock);
        Http = bot.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
        Http.BaseAddress = new Uri(bot.Urls.First());
    }

    internal FakeTimeProvider Clock { get; }

    internal HttpClient Http { get; }

    internal PretendTeams Teams => pretend.Services.GetRequiredService<PretendTeams>();

    internal PretendTeamsOptions Pretend => pretend.Services.GetRequiredService<PretendTeamsOptions>();

    internal TeamsClient Client => Get<TeamsClient>();

    internal HeardActivities Heard => Get<HeardActivities>();

    internal MemoryChat Memory => Get<MemoryChat>();

    internal ConcurrentQueue<string> Logged => Get<ConcurrentQueue<string>>();

    internal CountedEvents Events => Get<CountedEvents>();

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal T Get<T>()
        where T : notnull => bot.Services.GetRequiredService<T>();

    internal static async Task<TeamsDesk> OpenAsync(
        Action<PretendTeamsOptions>? set = null,
        Action<Dictionary<string, string?>>? settings = null,
        string environment = "Production",
        IReadOnlyList<string>? groups = null
    )
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var options = new PretendTeamsOptions();
        set?.Invoke(options);
        var far = await StartAsync(
            builder => builder.Services.AddSingleton<TimeProvider>(clock).AddPretendTeams(options),
            app => app.MapPretendTeams("/teams")
        );
        var address = far.Services.GetRequiredService<TeamsAddress>();
        var near = await StartAsync(
            builder =>
            {
                AddBot(builder, clock, Settings(options, address, settings), groups ?? []);
            },
            app => app.MapTeams(),
            environment
        );
        options.BotUrl = new Uri(near.Urls.First());
        return new TeamsDesk(far, near, clock);
    }

    /// <summary>The same, with the app added to the team.</summary>
    internal static async Task<TeamsDesk> OpenInstalledAsync(Action<PretendTeamsOptions>? set = null)
    {
        var desk = await OpenAsync(set);
        (await desk.Teams.InstallAsync(Lead, Stop)).Status.ShouldBe(200);
        return desk;
    }

    internal static TeamsMessage Text(string text) => new(new JsonObject { ["type"] = "message", ["text"] = text });

    /// <summary>A thread in the ops channel, and its first message as people see it.</summary>
    internal async Task<(TeamsHandle Handle, OpsBot.Sandbox.Teams.TeamsMessage Seen)> ThreadAsync(
        string text = "a card"
    )
    {
        var handle = await Client.CreateThreadAsync(Pretend.ChannelId, Text(text), Stop);
        return (handle, Teams.Messages.Single(message => message.Id == handle.Activity));
    }

    /// <summary>Time passes, a tenth of a second at a time, until a task ends.</summary>
    internal async Task<T> PassAsync<T>(Task<T> task)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        for (var steps = 0; !task.IsCompleted; steps++)
        {
            steps.ShouldBeLessThan(5_000, "it never ended");
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await timer.WaitForNextTickAsync(Stop);
        }

        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await bot.StopAsync(CancellationToken.None);
        await bot.DisposeAsync();
        await pretend.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(
        PretendTeamsOptions options,
        TeamsAddress address,
        Action<Dictionary<string, string?>>? change
    )
    {
        var settings = new Dictionary<string, string?>
        {
            ["Channels:Teams:AppId"] = options.AppId,
            ["Channels:Teams:TenantId"] = options.TenantId,
            ["Channels:Teams:ClientSecret"] = options.ClientSecret,
            ["Channels:Teams:LoginUrl"] = address.Login.AbsoluteUri,
            ["Channels:Teams:OpenIdMetadataUrl"] = address.OpenId.AbsoluteUri,
            ["Channels:Teams:ServiceHosts:0"] = "127.0.0.1",
            ["Channels:Teams:Channel"] = options.ChannelId,
            ["Channels:Teams:GraphUrl"] = address.Graph.AbsoluteUri,
        };
        change?.Invoke(settings);
        return settings;
    }

    private static void AddBot(
        WebApplicationBuilder builder,
        FakeTimeProvider clock,
        Dictionary<string, string?> settings,
        IReadOnlyList<string> groups
    )
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var lines = new ConcurrentQueue<string>();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LineLogs(lines));
        var roles = new Roles(
            new Dictionary<string, IReadOnlyCollection<string>>
            {
                ["managers"] = [.. groups.Select(group => "teams:group:" + group)],
                [Roles.Lead] = ["teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b"],
                ["returns"] =
                [
                    "teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8",
                    "teams:3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3",
                    "teams:2b0f4c0e-6c5b-4b43-9a57-6d0d7c1f6a11",
                ],
            }
        );
        builder
            .Services.AddSingleton<TimeProvider>(clock)
            .AddSingleton(lines)
            .AddSingleton<CountedEvents>()
            .AddSingleton<IEventStore>(host => host.GetRequiredService<CountedEvents>())
            .AddSingleton<MemoryChat>()
            .AddSingleton<IRests, MemoryRests>()
            .AddSingleton<IChatMemory>(host => host.GetRequiredService<MemoryChat>())
            .AddSingleton(roles)
            .AddSingleton<HeardActivities>()
            .AddSingleton<ITeamsHandler>(host => host.GetRequiredService<HeardActivities>())
            .AddTeams(reader);
        reader.Problems.ShouldBeEmpty();
    }

    private static async Task<WebApplication> StartAsync(
        Action<WebApplicationBuilder> add,
        Action<WebApplication> map,
        string environment = "Production"
    )
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddHttpClient();
        add(builder);
        var app = builder.Build();
        map(app);
        await app.StartAsync(Stop);
        return app;
    }
}

/// <summary>Remembers what came, as the store does, and may be down.</summary>
internal sealed class CountedEvents : IEventStore
{
    private readonly ConcurrentDictionary<(string Source, string Key), Arrival> seen = [];

    internal ICollection<Arrival> Seen => seen.Values;

    internal bool IsDown { get; set; }

    public Task<Received> ReceiveAsync(Arrival arrival, IReadOnlyList<CaughtBy> caught, CancellationToken cancel) =>
        IsDown
            ? Task.FromException<Received>(new InvalidOperationException("down"))
            : Task.FromResult(
                seen.TryAdd((arrival.Source, arrival.DedupeKey), arrival) ? Received.Stored : Received.Duplicate
            );
}

/// <summary>Every line of every log.</summary>
internal sealed class LineLogs(ConcurrentQueue<string> lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLog(lines);

    public void Dispose() { }
}
