using OpsBot.Bot.Channels.Slack.Forms;
using OpsBot.Bot.Channels.Slack.Home;
using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Puts Slack into the host.</summary>
internal static class SlackExtensions
{
    /// <summary>
    /// Adds the channel. It needs from the host: <c>AnswerDesk</c>, <c>Roles</c>, <c>IEscalationStore</c>, <c>IEventStore</c>, <see cref="ICommands"/>
    /// and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddSlack(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<SlackOptions>(SlackOptions.Section);
        return services
            // People look at it: a minute after it is back everything in it is to be true.
            .AddOutside(SlackClient.Name, options.BaseUrl, longestBreak: TimeSpan.FromSeconds(15))
            .AddSingleton(options)
            .AddSingleton<SlackPace>()
            .AddSingleton<SlackClient>()
            .AddSingleton<SlackWorkspace>()
            .AddSingleton<SlackPeople>()
            .AddHostedService<SlackRoster>()
            .AddSingleton<IChannel, SlackChannel>()
            .AddSingleton<SlackDoor>()
            .AddSingleton<SlackAnswers>()
            .AddSingleton<SlackSeen>()
            .AddSingleton<ISlackHandler, SlackCardHandler>()
            .AddSingleton<ISlackHandler, SlackCommandHandler>()
            .AddSingleton<SlackCases>()
            .AddSingleton<ISlackHandler, SlackCaseMenu>()
            .AddSingleton<ISlackHandler>(host => host.GetRequiredService<SlackCases>())
            .AddSingleton<ISlackHandler, SlackFindRun>()
            .AddSingleton<ISlackHandler, SlackThreadHandler>()
            .AddSingleton<ISlackHandler, SlackHomeHandler>()
            .AddSingleton<SlackHomes>()
            .AddHostedService(host => host.GetRequiredService<SlackHomes>())
            .AddSingleton<SlackPanel>()
            .AddSingleton<SlackInbound>()
            .AddSingleton<SlackDoors>()
            .AddSingleton<SlackTeller>()
            .AddHostedService(host => host.GetRequiredService<SlackTeller>())
            .AddHostedService<SlackGreeting>();
    }

    /// <summary>Opens Slack's doors.</summary>
    internal static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder endpoints)
    {
        var doors = endpoints.ServiceProvider.GetRequiredService<SlackDoors>();
        endpoints.MapPost("/slack/interactivity", (HttpRequest request) => doors.InteractivityAsync(request));
        endpoints.MapPost("/slack/commands", (HttpRequest request) => doors.CommandsAsync(request));
        endpoints.MapPost("/slack/events", (HttpRequest request) => doors.EventsAsync(request));
        return endpoints;
    }
}
