using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bench.Speed.Far;
using OpsBot.Bot;
using OpsBot.Bot.Http;
using OpsBot.Bot.Store;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox;

namespace OpsBot.Bench.Speed.Engine;

/// <summary>The bot that is measured: the real one, with the bench's loop instead of the shop's.</summary>
internal static class SpeedBot
{
    /// <summary>Says how often the bot committed.</summary>
    internal const string CommitsPath = "/bench/commits";

    /// <summary>Where everything is.</summary>
    internal sealed record Home(Uri Far, Uri Bot, string Folder, string Provider, string ConnectionString)
    {
        /// <summary>Every write is read back by a second call.</summary>
        public bool ReadsBack { get; init; }

        /// <summary>Its cards are in Teams, too.</summary>
        public bool IsInTeams { get; init; }
    }

    /// <summary>The child's side: the bot runs until it is killed.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        await using var bot = Build(JsonSerializer.Deserialize<Home>(args[0])!);
        bot.MapPost(
            BenchDoor.Path,
            (HttpRequest request, BenchDoor door, CancellationToken cancel) => door.ReceiveAsync(request, cancel)
        );
        bot.MapGet(CommitsPath, (Writer writer) => Results.Text($"{writer.Commits}"));
        await bot.RunAsync();
        return 0;
    }

    /// <summary>The bot, not started: its store can be looked into from here while the child runs.</summary>
    internal static WebApplication Build(Home home) => OpsBotHost.Build([], Settings(home), it => Add(it, home));

    private static Dictionary<string, string?> Settings(Home home)
    {
        var settings = BotSettings.For(home.Far, home.Bot, home.Folder);
        settings["Store:Provider"] = home.Provider;
        settings["Store:ConnectionString"] = home.ConnectionString;
        settings["Loops:Returns:Enabled"] = "false";
        settings["Connectors:ThreePl:Kind"] = "None";
        settings["Connectors:Helpdesk:Kind"] = "None";
        settings["Connectors:Shopify:PollInterval"] = "1.00:00:00";
        // The far side has no shop: that its permissions cannot be checked is not what is measured.
        settings["Logging:LogLevel:OpsBot.Bot.Workers.Periodic"] = "None";
        if (home.IsInTeams)
            AddTeams(settings, home);
        return settings;
    }

    private static void AddTeams(Dictionary<string, string?> settings, Home home)
    {
        settings["People:Roles:agent:1"] = "teams:" + FarTeams.Person;
        settings["Channels:Teams:AppId"] = FarTeams.Names.AppId;
        settings["Channels:Teams:TenantId"] = FarTeams.Names.TenantId;
        settings["Channels:Teams:ClientSecret"] = FarTeams.Names.ClientSecret;
        settings["Channels:Teams:LoginUrl"] = new Uri(home.Far, FarTeams.Below + "login/").AbsoluteUri;
        settings["Channels:Teams:OpenIdMetadataUrl"] = new Uri(
            home.Far,
            FarTeams.Below + "openid/.well-known/openidconfiguration"
        ).AbsoluteUri;
        settings["Channels:Teams:ServiceHosts:0"] = home.Far.Host;
    }

    private static void Add(IServiceCollection services, Home home)
    {
        foreach (var place in BenchWrite.Places)
            services.AddOutside(place, home.Far);
        services
            .AddSingleton(new EngineJson([.. ShopEffects.All, typeof(BenchWrite)]))
            .AddSingleton(new BenchRole(home.ReadsBack, home.IsInTeams))
            .AddSingleton<ILoop, BenchLoop>()
            .AddSingleton<IActor, BenchWriteActor>()
            .AddSingleton<BenchDoor>();
    }
}
