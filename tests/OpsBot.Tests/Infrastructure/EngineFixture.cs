using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Settings;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;

namespace OpsBot.Tests.Infrastructure;

/// <summary>The engine on a real database, with a loop whose decisions and a system whose answers a test scripts.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    internal static readonly LoopName Loop = new("scripted");
    private readonly TestStore store;
    private readonly ServiceProvider services;
    private bool sharesStore;
    private readonly bool beats;

    private EngineFixture(TestStore store, bool beats, Roles? roles)
    {
        (this.store, this.beats) = (store, beats);
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        Machine = new MachineClock(Clock);
        System = new ScriptedSystem(Clock);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(store.Settings).Build();
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Machine)
            .AddSingleton(new EngineJson([typeof(Poke)]))
            .AddSingleton<ILoop>(Scripted)
            .AddSingleton<IActor>(System)
            .AddSingleton(
                roles
                    ?? new Roles(
                        new Dictionary<string, IReadOnlyCollection<string>> { ["agent"] = ["test:anna", "test:ben"] }
                    )
            )
            .AddSingleton<SamePeople>()
            .AddSingleton<LinkDesk>()
            .AddSingleton<AnswerDesk>()
            .AddSingleton<CaseDesk>()
            .AddSingleton<BulkDesk>()
            .AddSingleton<LoopList>()
            .AddSingleton<ActorList>()
            .AddSingleton<Inbox>()
            .AddSingleton(new Backoff(() => 0.5))
            .AddSingleton<Considering>()
            .AddSingleton<Troubles>()
            .AddSingleton<Gate>()
            .AddSingleton<Acting>()
            .AddSingleton<Answering>()
            .AddSingleton<Runner>()
            .AddStore(new SettingsReader(configuration))
            // Time passes as a test says, on every database.
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Machine))
            .Replace(ServiceDescriptor.Singleton(host => beats ? new Node(Machine) : NodeOn(host)))
            .ConfigureDbContext<SqliteDb>(db => db.AddInterceptors(Recorder))
            .ConfigureDbContext<PostgresDb>(db => db.AddInterceptors(Recorder))
            .AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>))
            .BuildServiceProvider();
    }

    /// <summary>A bot that must make itself heard, beat by beat.</summary>
    private Node NodeOn(IServiceProvider host) => new(Machine, host.GetService<DatabaseTime>());

    internal TestStore Store => store;

    /// <summary>This bot among those that share a PostgreSQL database.</summary>
    internal NodeRegister Nodes => services.GetRequiredService<NodeRegister>();

    internal Node Node => services.GetRequiredService<Node>();

    internal IPauses Pauses => services.GetRequiredService<IPauses>();

    internal Task<bool> CanStoreAsync() => Writer.DoAsync(services.GetRequiredService<Database>().CanStoreAsync);

    internal Writer Writer => services.GetRequiredService<Writer>();

    internal StatementRecorder Recorder { get; } = new();

    internal FakeTimeProvider Clock { get; }

    internal MachineClock Machine { get; }

    internal ScriptedLoop Scripted { get; } = new();

    internal ScriptedSystem System { get; }

    internal IRunStore Runs => services.GetRequiredService<IRunStore>();

    internal ILoopStore Loops => services.GetRequiredService<ILoopStore>();

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    internal ITrips Trips => services.GetRequiredService<ITrips>();

    internal ICardStore Cards => services.GetRequiredService<ICardStore>();

    internal IEscalationStore Escalations => services.GetRequiredService<IEscalationStore>();

    internal AnswerDesk Answers => services.GetRequiredService<AnswerDesk>();

    internal static async Task<EngineFixture> StartAsync(
        TestStore.Kind kind = TestStore.Kind.Sqlite,
        bool start = true,
        TestStore? shared = null,
        bool beats = true,
        Roles? roles = null
    )
    {
        var fixture = new EngineFixture(shared ?? await TestStore.CreateAsync(kind), beats, roles)
        {
            sharesStore = shared is not null,
        };
        fixture.services.GetRequiredService<Database>().Prepared = fixture.Recorder.Write;
        if (start)
            await fixture.OpenAsync();
        return fixture;
    }

    internal Task OpenAsync() => services.GetRequiredService<Database>().OpenAsync(CancellationToken.None);

    /// <summary>The bot ends; what it stored is left.</summary>
    internal async Task StopAsync()
    {
        if (services.GetService<NodeRegister>() is { } nodes)
            await nodes.LeaveAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    /// <summary>Something happens to a subject.</summary>
    internal Task<Received> CatchAsync(
        string subject,
        string? dedupe = null,
        bool starts = true,
        bool found = false,
        byte[]? body = null
    ) =>
        services
            .GetRequiredService<Inbox>()
            .ReceiveAsync(
                new Arrival(
                    "test",
                    dedupe ?? Id.New(Clock.GetUtcNow()),
                    "topic",
                    body ?? "{}"u8.ToArray(),
                    new Happened(subject, starts, found)
                ),
                CancellationToken.None
            );

    /// <summary>Advances every due run, until none is due any more.</summary>
    internal async Task RunDueAsync()
    {
        while (await ClaimAsync() is { Count: > 0 } runs)
            foreach (var run in runs)
                await services.GetRequiredService<Runner>().AdvanceAsync(run, CancellationToken.None);
    }

    /// <summary>Claims as a worker does, once pauses that are over have ended.</summary>
    internal async Task<IReadOnlyList<Run>> ClaimAsync()
    {
        if (!beats && services.GetService<NodeRegister>() is { } nodes)
            await nodes.BeatAsync(CancellationToken.None);
        await Loops.EndPausesAsync(_ => Scripted.ResumePerSecond, CancellationToken.None);
        var running = services.GetRequiredService<LoopList>().Running;
        return await Runs.ClaimAsync(running, 10, CancellationToken.None);
    }

    internal Task AdvanceAsync(Run run) =>
        services.GetRequiredService<Runner>().AdvanceAsync(run, CancellationToken.None);

    /// <summary>Time passes, and what became due is done.</summary>
    internal Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return RunDueAsync();
    }

    internal async Task<Run> RunOfAsync(string subject) =>
        (await Loops.FindRunsAsync(subject, 1, CancellationToken.None)).Single();

    internal async Task<RunMemory> MemoryOfAsync(string subject) =>
        await Runs.RememberAsync((await RunOfAsync(subject)).Id, CancellationToken.None);

    internal async Task<Escalation> QuestionOfAsync(string subject) => (await MemoryOfAsync(subject)).Escalations[^1];

    internal async Task<AnswerResult> AnswerAsync(
        string subject,
        string choice,
        string by = "test:anna",
        string? reason = null
    ) =>
        await Answers.TakeAsync(
            new Answer((await QuestionOfAsync(subject)).Id, new Person(by, by, IsOurs: true), choice, reason),
            CancellationToken.None
        );

    internal async Task<string> StoryOfAsync(string subject) =>
        string.Join(
            '\n',
            (await Loops.TimelineAsync((await RunOfAsync(subject)).Id, CancellationToken.None)).Select(line =>
                line.Text
            )
        );

    /// <summary>Changes what is stored behind the engine's back.</summary>
    internal async Task TamperAsync(FormattableString sql)
    {
        await using var db = await services
            .GetRequiredService<IDbContextFactory<OpsBotDb>>()
            .CreateDbContextAsync(CancellationToken.None);
        await db.Database.ExecuteSqlAsync(sql, CancellationToken.None);
    }

    /// <summary>How many arrivals are stored.</summary>
    internal async Task<int> CountEventsAsync()
    {
        await using var db = await services
            .GetRequiredService<IDbContextFactory<OpsBotDb>>()
            .CreateDbContextAsync(CancellationToken.None);
        return await db.Events.CountAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (!sharesStore)
            await store.DisposeAsync();
    }
}

/// <summary>Something that happened to a subject.</summary>
internal sealed record Happened(string Subject, bool Starts, bool IsFound) : Happening
{
    public override string What => "something happened";
}

/// <summary>An effect of tests: poke something by name; a name that is a number moves that much money.</summary>
internal sealed record Poke(string Name) : Effect
{
    public override string System => "poked system";

    public override string Preview => $"Poke {Name}";

    public override Money? Moves =>
        decimal.TryParse(Name, CultureInfo.InvariantCulture, out var amount) ? new Money(amount, "EUR") : null;

    public override Effect WithReason(string reason) =>
        new Poke(Name.Replace("{reason}", reason, StringComparison.Ordinal));

    public override Effect WithAmount(Money amount) =>
        new Poke(Name.Replace("249.00", $"{amount.Amount:0.00}", StringComparison.Ordinal));
}
