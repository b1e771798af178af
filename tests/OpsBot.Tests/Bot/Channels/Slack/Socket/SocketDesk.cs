using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Channels.Slack.Socket;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Bot.Channels.Teams;
using OpsBot.Tests.Bot.Commands;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Slack.Socket;

/// <summary>The bot's Slack channel in Socket Mode, before a strict Slack.</summary>
internal sealed class SocketDesk : IAsyncDisposable
{
    private readonly WebApplication bot;
    private readonly ConcurrentQueue<string> lines;

    private SocketDesk(StrictSlack slack, WebApplication bot, FakeTimeProvider clock, ConcurrentQueue<string> lines) =>
        (Slack, this.bot, Clock, this.lines) = (slack, bot, clock, lines);

    internal StrictSlack Slack { get; }

    internal FakeTimeProvider Clock { get; }

    internal SaidCommands Commands => Get<SaidCommands>();

    internal MemoryQuestions Questions => Get<MemoryQuestions>();

    internal SlackSockets Sockets => Get<SlackSockets>();

    internal ScriptedHandler Handler => Get<ScriptedHandler>();

    internal WebApplication Bot => bot;

    internal string Log => string.Join('\n', lines);

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static async Task<SocketDesk> OpenAsync(
        Action<StrictSlack>? set = null,
        SlackSocketPatience? patience = null
    )
    {
        var clock = new FakeTimeProvider(Asked.At);
        var logged = new ConcurrentQueue<string>();
        var slack = await StrictSlack.StartAsync();
        set?.Invoke(slack);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new LineLogs(logged));
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        Add(builder.Services.AddSingleton<TimeProvider>(clock).AddHttpClient(), slack.Api);
        builder.Services.AddSingleton(patience ?? new SlackSocketPatience { Sockets = 1, Chance = () => 1 });
        var app = builder.Build();
        app.MapSlack();
        await app.StartAsync(Stop);
        return new SocketDesk(slack, app, clock, logged);
    }

    internal T Get<T>()
        where T : notnull => bot.Services.GetRequiredService<T>();

    /// <summary>Time passes, a second at a time, until something is so.</summary>
    internal async Task PassUntilAsync(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var seconds = 0; !isSo(); seconds++)
        {
            seconds.ShouldBeLessThan(1_000, "it never came to be");
            Clock.Advance(TimeSpan.FromSeconds(1));
            await timer.WaitForNextTickAsync(Stop);
        }
    }

    /// <summary>Waits, while no time passes for the bot, until something is so.</summary>
    internal static async Task UntilAsync(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var tries = 0; !isSo(); tries++)
        {
            tries.ShouldBeLessThan(4_000, "it never came to be");
            await timer.WaitForNextTickAsync(Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var stopping = bot.StopAsync(CancellationToken.None);
        await PassUntilAsync(() => stopping.IsCompleted);
        await bot.DisposeAsync();
        await Slack.DisposeAsync();
        Slack.Breaches.ShouldBeEmpty();
        Log.ShouldNotContain("secret-ticket");
        Log.ShouldNotContain(StrictSlack.Token);
    }

    private static void Add(IServiceCollection services, Uri api)
    {
        var settings = new SettingsReader(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Channels:Slack:BaseUrl"] = api.AbsoluteUri,
                        ["Channels:Slack:Mode"] = "Socket",
                        ["Channels:Slack:BotToken"] = "xoxb-strict",
                        ["Channels:Slack:AppToken"] = StrictSlack.Token,
                        ["Channels:Slack:Channel"] = Asked.Channel,
                    }
                )
                .Build()
        );
        var roles = new Roles(
            new Dictionary<string, IReadOnlyCollection<string>> { ["returns"] = ["slack:U0OPS", "slack:U0LEAD"] }
        );
        services
            .AddSingleton<MemoryQuestions>()
            .AddSingleton<IEscalationStore>(host => host.GetRequiredService<MemoryQuestions>())
            .AddSingleton<IEventStore, MemoryEvents>()
            .AddSingleton<IChatMemory, MemoryChat>()
            .AddSingleton<ICardSubjects, QuestionCards>()
            .AddSingleton<SetOverview>()
            .AddSingleton<IOverview>(host => host.GetRequiredService<SetOverview>())
            .AddSingleton<IRests, MemoryRests>()
            .AddSingleton(roles)
            .AddSingleton<ILinkStore, MemoryLinks>()
            .AddSingleton<SamePeople>()
            .AddSingleton<AnswerDesk>()
            .AddSingleton<MemoryLoops>()
            .AddSingleton<ICaseStore, MemoryCases>()
            .AddSingleton<CaseDesk>()
            .AddSingleton<BulkDesk>()
            .AddSingleton<ICardGroups, SetGroups>()
            .AddSingleton(new LoopList([], new NoPauses()))
            .AddSingleton<SaidCommands>()
            .AddSingleton<ICommands>(host => host.GetRequiredService<SaidCommands>())
            .AddSingleton<ScriptedHandler>()
            .AddSingleton<ISlackHandler>(host => host.GetRequiredService<ScriptedHandler>())
            .AddSlack(settings);
        settings.Problems.ShouldBeEmpty();
    }

    private sealed class LineLogs(ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new LineLog(lines);

        public void Dispose() { }
    }
}
