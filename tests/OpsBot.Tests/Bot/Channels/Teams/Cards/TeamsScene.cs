using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Sandbox.Teams;
using OpsBot.Tests.Bot.Channels.Slack;
using OpsBot.Tests.Bot.Commands;
using OpsBot.Tests.Infrastructure;
using Seen = OpsBot.Sandbox.Teams.TeamsMessage;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

/// <summary>People before cards in the pretend Teams: one open question, and the bot that asked it.</summary>
internal sealed class TeamsScene : IAsyncDisposable
{
    /// <summary>May decide.</summary>
    internal const string Agent = TeamsDesk.Agent;

    /// <summary>Has a role, and may not decide.</summary>
    internal const string Lead = TeamsDesk.Lead;

    /// <summary>Of ours, and without any role.</summary>
    internal const string Clerk = "29:1clerk";

    internal const string AgentId = "teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8";
    private const string LeadId = "teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b";

    private readonly WebApplication pretend;
    private readonly WebApplication bot;

    private TeamsScene(WebApplication pretend, WebApplication bot) => (this.pretend, this.bot) = (pretend, bot);

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal PretendTeams Teams => pretend.Services.GetRequiredService<PretendTeams>();

    internal string Channel => pretend.Services.GetRequiredService<PretendTeamsOptions>().ChannelId;

    internal FakeTimeProvider Clock => (FakeTimeProvider)Get<TimeProvider>();

    internal MemoryQuestions Questions => Get<MemoryQuestions>();

    internal QuestionCases Cases => Get<QuestionCases>();

    internal SaidCommands Commands => Get<SaidCommands>();

    internal IChannel Chat => Get<IChannel>();

    internal QuestionCards Cards => Get<QuestionCards>();

    /// <summary>The card as it stands in the channel.</summary>
    internal Seen Posted { get; private set; } = null!;

    internal Card Card => CardFace.Of(Asked.Subject(Questions[Asked.Id], Stage.Asking), Asked.At.AddMinutes(5));

    internal T Get<T>()
        where T : notnull => bot.Services.GetRequiredService<T>();

    /// <summary>The app is in the team; its card is not posted yet.</summary>
    internal static async Task<TeamsScene> InstalledAsync()
    {
        var clock = new FakeTimeProvider(Asked.At.AddMinutes(5));
        var options = new PretendTeamsOptions();
        options.Users.Add(new TeamsUser(Clerk, "A clerk", "0a4b0f52-7a6e-4d0c-9d0a-3a40b9f6a001"));
        var teams = await StartAsync(
            services => services.AddSingleton<TimeProvider>(clock).AddPretendTeams(options),
            app => app.MapPretendTeams("/teams")
        );
        var host = await StartAsync(
            services => AddBot(services, clock, options, teams.Services.GetRequiredService<TeamsAddress>()),
            app => app.MapTeams()
        );
        options.BotUrl = new Uri(host.Urls.First());
        var scene = new TeamsScene(teams, host);
        // A lead would choose the channel by it.
        (await scene.Teams.InstallAsync(Agent, Stop)).Status.ShouldBe(200);
        scene.Questions.Add(Asked.Open);
        return scene;
    }

    /// <summary>The same, with the card in the channel.</summary>
    internal static async Task<TeamsScene> PostedAsync(Escalation? asked = null)
    {
        var scene = await InstalledAsync();
        if (asked is not null)
            scene.Questions.Add(asked);
        var handle = await scene.Chat.PostAsync(scene.Channel, scene.Card, Stop);
        scene.Cards.Handles[handle] = Asked.Id;
        scene.Posted = scene.Teams.In(scene.Channel)[^1];
        return scene;
    }

    /// <summary>Clicks a button of the card.</summary>
    /// <returns>What came back: a card, or a text.</returns>
    internal async Task<JsonNode> ClickAsync(string user, string verb, JsonObject? more = null, string? trigger = null)
    {
        var data = more ?? [];
        data["card"] ??= Asked.Id.Value;
        var click = Teams.Click(user, Posted, verb, data);
        click["value"]!["trigger"] = trigger ?? "manual";
        var answer = await Teams.SendAsync(click, Stop);
        answer.Status.ShouldBe(200);
        return answer.Json!["value"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await bot.StopAsync(CancellationToken.None);
        await bot.DisposeAsync();
        await pretend.DisposeAsync();
    }

    private static void AddBot(
        IServiceCollection services,
        FakeTimeProvider clock,
        PretendTeamsOptions options,
        TeamsAddress address
    )
    {
        var settings = new Dictionary<string, string?>
        {
            ["Shop:TimeZone"] = "Europe/Berlin",
            ["Channels:Teams:AppId"] = options.AppId,
            ["Channels:Teams:TenantId"] = options.TenantId,
            ["Channels:Teams:ClientSecret"] = options.ClientSecret,
            ["Channels:Teams:LoginUrl"] = address.Login.AbsoluteUri,
            ["Channels:Teams:OpenIdMetadataUrl"] = address.OpenId.AbsoluteUri,
            ["Channels:Teams:ServiceHosts:0"] = "127.0.0.1",
        };
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton<TimeProvider>(clock).AddTeams(reader).AddTeamsCards(reader);
        reader.Problems.ShouldBeEmpty();
        AddRest(services);
    }

    private static void AddRest(IServiceCollection services) =>
        services
            .AddSingleton<IEventStore, CountedEvents>()
            .AddSingleton<IChatMemory, MemoryChat>()
            .AddSingleton<IRests, MemoryRests>()
            .AddSingleton(
                new Roles(
                    new Dictionary<string, IReadOnlyCollection<string>>
                    {
                        [Roles.Lead] = [LeadId],
                        ["returns"] = [AgentId, "teams:3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3"],
                    }
                )
            )
            .AddSingleton<MemoryQuestions>()
            .AddSingleton<IEscalationStore>(host => host.GetRequiredService<MemoryQuestions>())
            .AddSingleton<QuestionCards>()
            .AddSingleton<ICardSubjects>(host => host.GetRequiredService<QuestionCards>())
            .AddSingleton<QuestionCases>()
            .AddSingleton<ICaseStore>(host => host.GetRequiredService<QuestionCases>())
            .AddSingleton<ILinkStore, MemoryLinks>()
            .AddSingleton<SamePeople>()
            .AddSingleton<AnswerDesk>()
            .AddSingleton<CaseDesk>()
            .AddSingleton<BulkDesk>()
            .AddSingleton<ChatPeople>()
            .AddSingleton<SaidCommands>()
            .AddSingleton<ICommands>(host => host.GetRequiredService<SaidCommands>())
            .AddSingleton(
                new LoopList(
                    [new PaperLoop("returns", "teams:returns"), new PaperLoop("stock", "slack:C1")],
                    new NoPauses()
                )
            );

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
