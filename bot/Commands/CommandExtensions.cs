using OpsBot.Bot.Channels;

namespace OpsBot.Bot.Commands;

/// <summary>Puts the commands into the host.</summary>
internal static class CommandExtensions
{
    /// <summary>
    /// Adds <see cref="ICommands"/>. It needs from the host: <c>LoopList</c>, <c>ILoopStore</c>, <c>Roles</c>, <c>AnswerDesk</c>, <c>ShopCalendar</c>,
    /// the channels and a <see cref="TimeProvider"/>.
    /// </summary>
    internal static IServiceCollection AddCommands(this IServiceCollection services) =>
        services
            .AddSingleton<ShopTimes>()
            .AddSingleton<StatusReport>()
            .AddSingleton<RunStory>()
            .AddSingleton<ICheck, SystemsCheck>()
            .AddSingleton<ICheck, LoopsCheck>()
            .AddSingleton<ICheck, ChatsCheck>()
            .AddSingleton<IDoctor, Doctor>()
            .AddSingleton<Reports>()
            .AddSingleton<LoopNotices>()
            .AddSingleton<Steering>()
            .AddSingleton<ICommands, CommandDesk>();
}
