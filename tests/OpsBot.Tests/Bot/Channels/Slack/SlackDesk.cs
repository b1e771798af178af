using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Slack.Sockets;
using OpsBot.Tests.Bot.Channels.Teams;
using OpsBot.Tests.Infrastructure;
using SlackMessage = OpsBot.Sandbox.Slack.SlackMessage;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>The bot's Slack channel on one real port and the pretend Slack on another, with questions in memory between them.</summary>
internal sealed class SlackDesk : IAsyncDisposable
{
    internal const string Secret = "sandbox-signing-secret";
    private readonly WebApplication slack;
    private readonly WebApplication bot;

    private SlackDesk(WebApplication slack, WebApplication bot, FakeTimeProvider clock)
    {
        (this.slack, this.bot, Clock) = (slack, bot, clock);
        Client = bot.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
        Client.BaseAddress = new Uri(bot.Urls.First());
    }

    internal FakeTimeProvider Clock { get; }

    internal HttpClient Client { get; }

    internal PretendSlack Slack => slack.Services.GetRequiredService<PretendSlack>();

    internal Ledger Ledger => slack.Services.GetRequiredService<Ledger>();

    internal MemoryQuestions Questions => bot.Services.GetRequiredService<MemoryQuestions>();

    internal SaidCommands Commands => bot.Services.GetRequiredService<SaidCommands>();

    internal SetOverview Overview => bot.Services.GetRequiredService<SetOverview>();

    internal QuestionCases Cases => bot.Services.GetRequiredService<QuestionCases>();

    internal SetGroups Groups => bot.Services.GetRequiredService<SetGroups>();

    internal SlackPeople People => bot.Services.GetRequiredService<SlackPeople>();

    internal PretendSlackOptions Pretend => slack.Services.GetRequiredService<PretendSlackOptions>();

    internal T Get<T>()
        where T : notnull => bot.Services.GetRequiredService<T>();

    internal SlackStanding Standing => bot.Services.GetRequiredService<SlackStanding>();

    internal IChannel Channel => bot.Services.GetRequiredService<IChannel>();

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static async Task<SlackDesk> OpenAsync(
        Action<PretendSlackOptions>? set = null,
        Action<IServiceCollection>? change = null,
        Uri? api = null,
        string? previousSecret = null
    )
    {
        var clock = new FakeTimeProvider(Asked.At);
        var options = new PretendSlackOptions();
        set?.Invoke(options);
        var pretend = await StartAsync(
            services => services.AddSingleton<TimeProvider>(clock).AddPretendSlack(options),
            app => app.MapPretendSlack("/pretend")
        );
        var real = await StartAsync(
            services =>
            {
                var pretendApi = new Uri(new Uri(pretend.Urls.First()), "pretend/api/");
                AddBot(services, clock, api ?? pretendApi, previousSecret, options.Socket);
                change?.Invoke(services);
            },
            app => app.MapSlack()
        );
        options.BotUrl = new Uri(real.Urls.First());
        return new SlackDesk(pretend, real, clock);
    }

    /// <summary>Posts the card of a question and gives the message.</summary>
    internal async Task<SlackMessage> PostAsync(Escalation asked)
    {
        Questions.Add(asked);
        var card = CardFace.Of(Asked.Subject(asked, Stage.Asking), Clock.GetUtcNow());
        var handle = await Channel.PostAsync(Asked.Channel, card, Stop);
        ((QuestionCards)bot.Services.GetRequiredService<ICardSubjects>()).Handles[handle] = asked.Id;
        return Message(handle);
    }

    /// <summary>Posts the card of a group and gives the message.</summary>
    internal async Task<SlackMessage> PostGroupAsync(string id)
    {
        var members = await Groups.GroupMembersAsync(id, 0, CardGroup.MostMembers, Stop);
        var group = new CardGroup(new EscalationId(id), members) { OpenedAt = Clock.GetUtcNow() };
        return Message(await Channel.PostAsync(Asked.Channel, GroupFace.Of(group, Clock.GetUtcNow()), Stop));
    }

    /// <summary>Shows the newest state of a card.</summary>
    internal async Task<SlackMessage> ShowAsync(SlackMessage card, EscalationId id)
    {
        var handle = $"{Asked.Channel}:{card.Ts}";
        var shown = CardFace.Of(Asked.Subject(Questions[id], Stage.Asking), Clock.GetUtcNow());
        (await Channel.UpdateAsync(handle, shown, Stop)).ShouldBeTrue();
        return Message(handle);
    }

    private SlackMessage Message(string handle) =>
        Slack.Messages(Asked.Channel).Single(message => handle == $"{Asked.Channel}:{message.Ts}");

    internal async Task<HttpResponseMessage> SendAsync(
        string path,
        string body,
        Action<HttpRequestMessage, string>? change = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        Sign(request, body, Clock.GetUtcNow());
        change?.Invoke(request, body);
        return await Client.SendAsync(request, Stop);
    }

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

    internal static void Sign(HttpRequestMessage request, string body, DateTimeOffset at, string secret = Secret)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Remove("X-Slack-Request-Timestamp");
        request.Headers.Remove("X-Slack-Signature");
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(secret, stamp, body));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await bot.StopAsync(CancellationToken.None);
        await bot.DisposeAsync();
        await slack.DisposeAsync();
    }

    private static void AddBot(
        IServiceCollection services,
        FakeTimeProvider clock,
        Uri api,
        string? previousSecret,
        SocketOptions socket
    )
    {
        var settings = new SettingsReader(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Channels:Slack:BaseUrl"] = api.AbsoluteUri,
                        ["Channels:Slack:BotToken"] = "xoxb-sandbox",
                        ["Channels:Slack:Mode"] = socket.IsOn ? "Socket" : "Http",
                        ["Channels:Slack:AppToken"] = socket.IsOn ? socket.AppToken : null,
                        ["Channels:Slack:SigningSecret"] = socket.IsOn ? null : Secret,
                        ["Channels:Slack:PreviousSigningSecret"] = previousSecret,
                        ["Channels:Slack:Channel"] = Asked.Channel,
                    }
                )
                .Build()
        );
        var roles = new Roles(
            new Dictionary<string, IReadOnlyCollection<string>>
            {
                [Roles.Lead] = ["slack:U0LEAD"],
                ["returns"] = ["slack:U0OPS", "slack:U0LEAD", "slack:U0TEMP", "slack:U0GONE", "slack:S0RETURNS"],
            }
        );
        services
            .AddSingleton<TimeProvider>(clock)
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
            .AddSingleton<QuestionCases>()
            .AddSingleton<ICaseStore>(host => host.GetRequiredService<QuestionCases>())
            .AddSingleton<CaseDesk>()
            .AddSingleton<BulkDesk>()
            .AddSingleton<SetGroups>()
            .AddSingleton<ICardGroups>(host => host.GetRequiredService<SetGroups>())
            .AddSingleton(new LoopList([], new NoPauses()))
            .AddSingleton<SaidCommands>()
            .AddSingleton<ICommands>(host => host.GetRequiredService<SaidCommands>())
            .AddSlack(settings);
        settings.Problems.ShouldBeEmpty();
    }

    private static async Task<WebApplication> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddHttpClient();
        add(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync(Stop);
        return app;
    }
}
