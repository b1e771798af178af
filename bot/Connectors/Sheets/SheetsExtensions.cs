using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>Connects the loops' logs.</summary>
internal static class SheetsExtensions
{
    /// <summary>Adds what writes rows; where no log is configured, rows are let go and a warning says so at start.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">Where its settings are; what is wrong with them is told there.</param>
    internal static IServiceCollection AddSheets(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<SheetsOptions>(SheetsOptions.Section);
        return options.IsCsv
            ? services.AddSingleton(options).AddSingleton<CsvFolder>().AddSingleton<IActor, LogRowActor>()
            : services.AddHostedService<NoLog>().AddSingleton<IActor, NoLogActor>();
    }
}
