using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels;

/// <summary>Puts the card desk into the host.</summary>
internal static class CardExtensions
{
    internal static IServiceCollection AddCards(this IServiceCollection services, SettingsReader settings) =>
        services.AddSingleton(settings.Read<CardOptions>(CardOptions.Section)).AddSingleton<CardDesk>();
}
