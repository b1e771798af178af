using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Connectors.Helpdesk;
using OpsBot.Bot.Connectors.Sheets;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Bot.Connectors.ThreePl;
using OpsBot.Bot.Settings;
using OpsBot.Bot.Store;
using OpsBot.Bot.Workers;

namespace OpsBot.Bot;

/// <summary>Puts the rooms together: the only place that knows all of them.</summary>
internal static class OpsBotHost
{
    /// <summary>
    /// Settings are read once, at start. Watching their files would watch the whole folder, and with it every write to a
    /// database that lies there.
    /// </summary>
    private const string StillSettings = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>The host of a shop, ready to run.</summary>
    /// <param name="args">The command line; <c>--Key=value</c> overrides a setting.</param>
    /// <param name="settings">Where given: these on top of appsettings.json, and no other source.</param>
    /// <param name="change">Where given: changes services before the host is built.</param>
    /// <exception cref="SettingsException">The settings are not fit to start with; all that is wrong with them.</exception>
    internal static WebApplication Build(
        string[] args,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? change = null
    )
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = [StillSettings, .. args], ContentRootPath = AppContext.BaseDirectory }
        );
        Configure(builder.Configuration, settings, args);
        AddOpsBot(builder.Services, new SettingsReader(builder.Configuration));
        change?.Invoke(builder.Services);
        var app = builder.Build();
        MapOpsBot(app);
        return app;
    }

    /// <summary>Nothing but the store that the settings name, for what works on it while no bot runs.</summary>
    /// <exception cref="SettingsException">Its settings are not fit to use.</exception>
    internal static ServiceProvider BuildStore(string[] args)
    {
        var configuration = new ConfigurationManager();
        configuration.SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json");
        Configure(configuration, settings: null, args);
        var settings = new SettingsReader(configuration);
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddStore(settings);
        return settings.Problems.Count > 0
            ? throw new SettingsException(settings.Problems)
            : services.BuildServiceProvider();
    }

    private static void Configure(
        ConfigurationManager configuration,
        IReadOnlyDictionary<string, string?>? settings,
        string[] args
    )
    {
        if (settings is not null)
        {
            configuration.Sources.Clear();
            configuration.AddJsonFile("appsettings.json").AddInMemoryCollection(settings);
            return;
        }

        configuration.AddUserSecrets(typeof(OpsBotHost).Assembly, optional: true);
        if (configuration["SecretsDirectory"] is { Length: > 0 } folder)
            configuration.AddKeyPerFile(SecretsFolder(folder), optional: false);
        configuration.AddEnvironmentVariables().AddCommandLine(args);
    }

    /// <exception cref="SettingsException">There is no such folder: the secrets in it would be called missing one by one.</exception>
    private static string SecretsFolder(string folder) =>
        Directory.Exists(folder)
            ? Path.GetFullPath(folder)
            : throw new SettingsException([
                new SettingProblem("SecretsDirectory", $"names {folder}, and there is no such folder."),
            ]);

    private static void AddOpsBot(IServiceCollection services, SettingsReader settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStore(settings);
        services.AddOpening();
        services.AddShopify(settings);
        services.AddThreePl(settings);
        services.AddHelpdesk(settings);
        services.AddSheets(settings);
        services.AddCards(settings);
        services.AddSlack(settings);
        services.AddTeams(settings);
        services.AddTeamsCards(settings);
        services.AddLoops(settings);
        services.AddCommands();
        services.AddEngine();
        services.AddSchedule(settings);
        // A call that was begun is finished, so that the next start need not find out whether it ran.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(45));
        if (settings.Problems.Count > 0)
            throw new SettingsException(settings.Problems);
    }

    private static void MapOpsBot(WebApplication app)
    {
        app.MapShopify();
        app.MapThreePl();
        app.MapSlack();
        app.MapTeams();
        app.MapHealth();
    }
}
