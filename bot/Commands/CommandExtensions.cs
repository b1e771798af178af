using OpsBot.Bot.Channels;

namespace OpsBot.Bot.Commands;

/// <summary>Puts the commands into the host.</summary>
internal static class CommandExtensions
{
    /// <summary>
    /// Adds <see cref="ICommands"/> and <see cref="IOverview"/>. It needs from the host: <c>LoopList</c>, <c>ILoopStore</c>, <c>IRunSearch</c>,
    /// <c>ICaseStore</c>, <c>IEscalationStore</c>, <c>Roles</c>, <c>AnswerDesk</c>, <c>CaseDesk</c>, <c>LinkDesk</c>, <c>SamePeople</c>, <c>ShopCalendar</c>, the channels and a
    /// <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddCommands(this IServiceCollection services) =>
        services
            .AddSingleton<ChatNames>()
            .AddSingleton<ShopTimes>()
            .AddSingleton<StatusReport>()
            .AddSingleton<DigestReport>()
            .AddSingleton<Reports>()
            .AddSingleton<RunStory>()
            .AddSingleton<ICheck, SystemsCheck>()
            .AddSingleton<ICheck, LoopsCheck>()
            .AddSingleton<ICheck, ChatsCheck>()
            .AddSingleton<ICheck, LinksCheck>()
            .AddSingleton<IDoctor, Doctor>()
            .AddSingleton<ChatPeople>()
            .AddSingleton<LoopNotices>()
            .AddSingleton<Steering>()
            .AddSingleton<OverviewDesk>()
            .AddSingleton<IOverview>(host => new NamingOverview(
                host.GetRequiredService<OverviewDesk>(),
                host.GetRequiredService<ChatNames>()
            ))
            .AddSingleton<RunLists>()
            .AddSingleton<Looking>()
            .AddSingleton<CaseFinder>()
            .AddSingleton<Deciding>()
            .AddSingleton<Handling>()
            .AddSingleton<Linking>()
            .AddSingleton<PeopleCommands>()
            .AddSingleton<CommandDesk>()
            .AddSingleton<ICommands>(host => new NamingCommands(
                host.GetRequiredService<CommandDesk>(),
                host.GetRequiredService<ChatNames>()
            ));
}
