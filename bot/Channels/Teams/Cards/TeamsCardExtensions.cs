using OpsBot.Bot.Channels.Teams.Doctor;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Puts what people see and do in Teams into the host.</summary>
internal static class TeamsCardExtensions
{
    /// <summary>
    /// Adds cards, buttons and commands, where <see cref="TeamsExtensions.AddTeams"/> put Teams into the host. It needs from the
    /// host: <c>AnswerDesk</c>, <c>CaseDesk</c>, <c>BulkDesk</c>, <c>Roles</c>, <c>LoopList</c>, <c>ICardSubjects</c>,
    /// <c>IChatMemory</c>, <see cref="ChatPeople"/>, <see cref="ICommands"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddTeamsCards(this IServiceCollection services, SettingsReader settings) =>
        !services.Any(service => service.ServiceType == typeof(TeamsInbound))
            ? services
            : services
                .AddSingleton(ZoneOf(settings))
                .AddSingleton<TeamsNames>()
                .AddSingleton<TeamsWho>()
                .AddSingleton<TeamsChoices>()
                .AddSingleton<TeamsPosts>()
                .AddSingleton<TeamsSweep>()
                .AddSingleton<TeamsPlaces>()
                .AddSingleton<TeamsAlarms>()
                .AddSingleton<ICheck, TeamsChannelsCheck>()
                .AddChannel<TeamsChannel>()
                .AddSingleton<TeamsAnswers>()
                .AddSingleton<TeamsViews>()
                .AddSingleton<TeamsGroups>()
                .AddSingleton<ITeamsHandler, TeamsCardHandler>()
                .AddSingleton<TeamsTyped>()
                .AddSingleton<TeamsReplies>()
                .AddSingleton<TeamsInquiries>()
                .AddSingleton<TeamsHere>()
                .AddSingleton<ITeamsHandler, TeamsInstalled>()
                .AddSingleton<ITeamsHandler, TeamsMessageHandler>();

    private static TeamsZone ZoneOf(SettingsReader settings) =>
        new(
            TimeZoneInfo.TryFindSystemTimeZoneById(settings.Configuration["Shop:TimeZone"] ?? "", out var zone)
                ? zone
                : TimeZoneInfo.Utc
        );
}
