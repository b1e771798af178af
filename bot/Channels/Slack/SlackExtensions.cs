using OpsBot.Bot.Channels.Slack.Doctor;
using OpsBot.Bot.Channels.Slack.Forms;
using OpsBot.Bot.Channels.Slack.Home;
using OpsBot.Bot.Channels.Slack.Socket;
using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Puts Slack into the host, where it is set.</summary>
internal static class SlackExtensions
{
    /// <summary>
    /// Adds the channel. It needs from the host: <c>AnswerDesk</c>, <c>Roles</c>, <c>IEscalationStore</c>, <c>IEventStore</c>, <c>IChatMemory</c>, <c>IRests</c>,
    /// <see cref="ICommands"/>
    /// and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddSlack(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<SlackOptions>(SlackOptions.Section);
        services.AddSingleton(options);
        return options.IsOn ? services.AddChannel(options).AddReach(options) : services;
    }

    private static IServiceCollection AddChannel(this IServiceCollection services, SlackOptions options)
    {
        services
            .AddSingleton(new ChatHome(SlackClient.Name, options.Channel))
            // People look at it: a minute after it is back everything in it is to be true.
            .AddOutside(SlackClient.Name, options.BaseUrl, longestBreak: TimeSpan.FromSeconds(15))
            .AddSingleton<SlackPace>()
            .AddSingleton<SlackStanding>()
            .AddSingleton<IChatStanding>(host => host.GetRequiredService<SlackStanding>())
            .AddSingleton<SlackClient>()
            .AddSingleton<SlackWorkspace>()
            .AddSingleton<SlackProfiles>()
            .AddSingleton<SlackPeople>()
            .AddSingleton<IChatPeople>(host => host.GetRequiredService<SlackPeople>())
            .AddHostedService<SlackRests>()
            .AddHostedService<SlackRoster>()
            .AddChannel<SlackChannel>()
            .AddSingleton<SlackDoor>()
            .AddSingleton<SlackAnswers>()
            .AddSingleton<SlackSeen>()
            .AddSingleton<SlackGuard>()
            .AddSingleton<SlackInbound>()
            .AddSingleton<SlackDoors>()
            .AddSingleton<SlackTeller>()
            .AddHostedService(host => host.GetRequiredService<SlackTeller>())
            .AddHostedService<SlackGreeting>();
        services.AddHandlers();
        return services.AddSingleton<ICheck, SlackTokenCheck>().AddSingleton<ICheck, SlackChannelsCheck>();
    }

    /// <summary>How Slack reaches the bot.</summary>
    private static IServiceCollection AddReach(this IServiceCollection services, SlackOptions options) =>
        options.IsSocket ? services.AddSocketMode() : Probe.Add(services).AddSingleton<ICheck, SlackDoorsCheck>();

    /// <summary>What takes each kind of thing that Slack sends.</summary>
    private static void AddHandlers(this IServiceCollection services) =>
        services
            .AddSingleton<ISlackHandler, SlackCardHandler>()
            .AddSingleton<ISlackHandler, SlackCommandHandler>()
            .AddSingleton<SlackCaseFace>()
            .AddSingleton<SlackCases>()
            .AddSingleton<ISlackHandler, SlackCaseMenu>()
            .AddSingleton<ISlackHandler>(host => host.GetRequiredService<SlackCases>())
            .AddSingleton<ISlackHandler, SlackGroups>()
            .AddSingleton<ISlackHandler, SlackBulk>()
            .AddSingleton<SlackFind>()
            .AddSingleton<ISlackHandler>(host => host.GetRequiredService<SlackFind>())
            .AddSingleton<ISlackHandler, SlackFindRun>()
            .AddSingleton<ISlackHandler, SlackThreadHandler>()
            .AddSingleton<ISlackHandler, SlackHomeHandler>()
            .AddSingleton<SlackHomes>()
            .AddHostedService(host => host.GetRequiredService<SlackHomes>())
            .AddSingleton<SlackPanel>()
            .AddSingleton<ISlackHandler, SlackMentionHandler>()
            .AddSingleton<ISlackHandler, SlackLeftHandler>();

    /// <summary>Added last, so that it ends first: what came through a socket is still answered.</summary>
    private static IServiceCollection AddSocketMode(this IServiceCollection services) =>
        services
            .AddSingleton<SlackSocketPatience>()
            .AddSingleton<SlackAppClient>()
            .AddSingleton<SlackEnvelopes>()
            .AddSingleton<SlackDialer>()
            .AddSingleton<SlackSockets>()
            .AddSingleton<IChatStanding>(host => host.GetRequiredService<SlackSockets>())
            .AddSingleton<ICheck, SlackSocketsCheck>()
            .AddHostedService<SlackSocketMode>();

    /// <summary>Opens Slack's doors, where Slack is to come through them.</summary>
    internal static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<SlackOptions>() is { IsOn: false } or { IsSocket: true })
            return endpoints;
        var doors = endpoints.ServiceProvider.GetRequiredService<SlackDoors>();
        endpoints.MapPost("/slack/interactivity", (HttpRequest request) => doors.InteractivityAsync(request));
        endpoints.MapPost("/slack/commands", (HttpRequest request) => doors.CommandsAsync(request));
        endpoints.MapPost("/slack/events", (HttpRequest request) => doors.EventsAsync(request));
        return endpoints;
    }
}
