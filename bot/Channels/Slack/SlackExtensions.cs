using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Puts Slack into the host.</summary>
internal static class SlackExtensions
{
    /// <summary>
    /// Adds the channel. It needs from the host: <c>AnswerDesk</c>, <c>Roles</c>, <c>IEscalationStore</c>, <see cref="ICommands"/>
    /// and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddSlack(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<SlackOptions>(SlackOptions.Section);
        return services
            .AddOutside(SlackClient.Name, options.BaseUrl)
            .AddSingleton(options)
            .AddSingleton<SlackPace>()
            .AddSingleton<SlackClient>()
            .AddSingleton<SlackWorkspace>()
            .AddSingleton<IChannel, SlackChannel>()
            .AddSingleton<SlackDoor>()
            .AddSingleton<SlackAnswers>()
            .AddSingleton<SlackInteractivity>()
            .AddSingleton<SlackCommandDoor>()
            .AddSingleton<SlackTeller>()
            .AddHostedService(host => host.GetRequiredService<SlackTeller>())
            .AddHostedService<SlackGreeting>();
    }

    /// <summary>Opens Slack's doors. Both take POST only: nothing is ever decided by looking.</summary>
    internal static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var interactivity = services.GetRequiredService<SlackInteractivity>();
        var commands = services.GetRequiredService<SlackCommandDoor>();
        var clock = services.GetRequiredService<TimeProvider>();
        endpoints.MapPost("/slack/interactivity", (HttpRequest request) => interactivity.AnswerAsync(request));
        endpoints.MapPost("/slack/commands", (HttpRequest request) => commands.AnswerAsync(request, clock));
        return endpoints;
    }
}
