using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>Puts Microsoft Teams into the host, where it is set.</summary>
internal static partial class TeamsExtensions
{
    /// <summary>
    /// Adds the channel. It needs from the host: <c>Roles</c>, <c>IEventStore</c>, <c>IChatMemory</c> and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddTeams(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<TeamsOptions>(TeamsOptions.Section);
        services.AddSingleton(options);
        return options.IsOn ? services.AddDoor(options).AddClient() : services;
    }

    /// <summary>Opens the door of Teams, where the bot is in Teams.</summary>
    /// <exception cref="SettingsException">Nobody would have to prove who they are, and this is not a place to try things out.</exception>
    internal static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder endpoints)
    {
        var host = endpoints.ServiceProvider;
        var options = host.GetRequiredService<TeamsOptions>();
        if (!options.IsOn)
            return endpoints;
        if (options.IsWithoutTokens)
            Warn(host);
        var doors = host.GetRequiredService<TeamsDoors>();
        endpoints.MapPost(TeamsDoors.Path, (HttpRequest request) => doors.MessagesAsync(request));
        return endpoints;
    }

    private static IServiceCollection AddDoor(this IServiceCollection services, TeamsOptions options) =>
        services
            .AddSingleton(new ChatHome(TeamsClient.Name, options.Channel))
            .AddOutside(TeamsKeys.Name, options.OpenIdMetadataUrl)
            .AddSingleton<TeamsHosts>()
            .AddSingleton<TeamsKeys>()
            .AddSingleton<TeamsGuard>()
            .AddSingleton<TeamsDoor>()
            .AddSingleton<TeamsSeen>()
            .AddSingleton<TeamsConversations>()
            .AddSingleton<TeamsInbound>()
            .AddSingleton<TeamsDoors>()
            .AddOutside(TeamsLogin.Name, options.LoginUrl);

    private static IServiceCollection AddClient(this IServiceCollection services)
    {
        services
            .AddHttpClient(nameof(TeamsTokens))
            .ConfigurePrimaryHttpMessageHandler(host => ActivatorUtilities.CreateInstance<TeamsLogin>(host))
            .RemoveAllLoggers();
        return services
            // Every conversation brings its own address; this one is never called. People look at it: a minute after it is
            // back everything in it is to be true.
            .AddOutside(TeamsClient.Name, Nowhere, longestBreak: TimeSpan.FromSeconds(15))
            .AddSingleton<TeamsTokens>()
            .AddSingleton<TeamsPace>()
            .AddSingleton<TeamsLine>()
            .AddSingleton<TeamsClient>()
            .AddSingleton<TeamsPeople>()
            .AddSingleton<IChatPeople>(host => host.GetRequiredService<TeamsPeople>());
    }

    private static readonly Uri Nowhere = new("https://teams.invalid/");

    private static void Warn(IServiceProvider host)
    {
        if (!host.GetRequiredService<IHostEnvironment>().IsDevelopment())
            throw new SettingsException([
                new SettingProblem(
                    $"{TeamsOptions.Section}:{nameof(TeamsOptions.Mode)}",
                    "is WithoutTokens, and the environment is not Development: anybody could speak as anybody. On would be right."
                ),
            ]);
        var log = host.GetRequiredService<ILogger<TeamsDoors>>();
        Log.WithoutTokens(log);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Critical,
            Message = "Teams runs WITHOUT TOKENS: every program on this machine can speak as anybody. Never run a shop like this."
        )]
        internal static partial void WithoutTokens(ILogger log);
    }
}
