using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Settings;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>Both pretend chats on one port, and on another the bot: everything but its workers, which the scene stands for.</summary>
internal static class TwoChatsHost
{
    internal static Task<WebApplication> StartFarAsync(
        FakeTimeProvider clock,
        PretendSlackOptions slack,
        PretendTeamsOptions teams
    ) =>
        StartAsync(
            services =>
                services
                    .AddSingleton<TimeProvider>(clock)
                    .AddSingleton<ChatWeather>()
                    .AddPretendSlack(slack)
                    .AddPretendTeams(teams),
            app =>
            {
                app.Services.GetRequiredService<ChatWeather>().Use(app);
                app.UseRouting();
                app.MapPretendSlack("/slack");
                app.MapPretendTeams("/teams");
            }
        );

    internal static async Task<WebApplication> StartBotAsync(
        FakeTimeProvider clock,
        TestStore store,
        WebApplication far,
        TwoChatsSettings settings
    )
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder()
                .AddInMemoryCollection(store.Settings)
                .AddInMemoryCollection(Settings(far))
                .Build()
        );
        var bot = await StartAsync(
            services =>
            {
                AddEngine(services, clock, settings);
                services.AddStore(reader);
                services
                    .Replace(ServiceDescriptor.Singleton<TimeProvider>(clock))
                    .Replace(ServiceDescriptor.Singleton(new Node(clock)));
                services.AddSingleton(settings.Cards).AddSingleton<CardDesk>();
                services.AddSlack(reader).AddTeams(reader).AddTeamsCards(reader).AddCommands();
                reader.Problems.ShouldBeEmpty();
            },
            app =>
            {
                far.Services.GetRequiredService<ChatWeather>().UseDoors(app);
                app.UseRouting();
                app.MapSlack();
                app.MapTeams();
            },
            app => app.GetRequiredService<Database>().OpenAsync(CancellationToken.None)
        );
        return bot;
    }

    private static void AddEngine(IServiceCollection services, FakeTimeProvider clock, TwoChatsSettings settings) =>
        services
            .AddSingleton(clock)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new EngineJson([typeof(Poke)]))
            .AddSingleton<ScriptedLoop>()
            .AddSingleton<ILoop>(host => host.GetRequiredService<ScriptedLoop>())
            .AddSingleton<ScriptedSystem>()
            .AddSingleton<IActor>(host => host.GetRequiredService<ScriptedSystem>())
            .AddSingleton(RolesOf(settings))
            .AddSingleton(new ShopCalendar(TimeZoneInfo.Utc))
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
            .AddSingleton<OpsBot.Loops.Engine.Troubles>()
            .AddSingleton<Gate>()
            .AddSingleton<Acting>()
            .AddSingleton<Answering>()
            .AddSingleton<Runner>();

    private static Roles RolesOf(TwoChatsSettings settings) =>
        new(
            new Dictionary<string, IReadOnlyCollection<string>>
            {
                ["agent"] =
                [
                    TwoChatsScene.SlackAgentId,
                    TwoChatsScene.SlackLeadId,
                    TwoChatsScene.TeamsAgentId,
                    TwoChatsScene.TeamsLeadId,
                ],
                [Roles.Lead] = [TwoChatsScene.SlackLeadId, TwoChatsScene.TeamsLeadId],
            }
        )
        {
            Emails = settings.Emails,
        };

    private static Dictionary<string, string?> Settings(WebApplication far)
    {
        var slack = far.Services.GetRequiredService<PretendSlackOptions>();
        var teams = far.Services.GetRequiredService<PretendTeamsOptions>();
        var address = far.Services.GetRequiredService<TeamsAddress>();
        return new Dictionary<string, string?>
        {
            ["Channels:Slack:BaseUrl"] = new Uri(new Uri(far.Urls.First()), "slack/api/").AbsoluteUri,
            ["Channels:Slack:BotToken"] = slack.BotToken,
            ["Channels:Slack:SigningSecret"] = slack.SigningSecret,
            ["Channels:Slack:Channel"] = TwoChatsScene.SlackRoom,
            ["Channels:Teams:AppId"] = teams.AppId,
            ["Channels:Teams:TenantId"] = teams.TenantId,
            ["Channels:Teams:ClientSecret"] = teams.ClientSecret,
            ["Channels:Teams:LoginUrl"] = address.Login.AbsoluteUri,
            ["Channels:Teams:OpenIdMetadataUrl"] = address.OpenId.AbsoluteUri,
            ["Channels:Teams:ServiceHosts:0"] = "127.0.0.1",
            ["Channels:Teams:Channel"] = teams.ChannelId,
        };
    }

    private static async Task<WebApplication> StartAsync(
        Action<IServiceCollection> add,
        Action<WebApplication> map,
        Func<IServiceProvider, Task>? first = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddHttpClient();
        add(builder.Services);
        var app = builder.Build();
        map(app);
        if (first is not null)
            await first(app.Services);
        await app.StartAsync(TwoChatsScene.Stop);
        return app;
    }
}
