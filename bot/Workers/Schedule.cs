using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Workers;

/// <summary>What is done again and again, each on a line.</summary>
internal static class Schedule
{
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    internal static IServiceCollection AddSchedule(this IServiceCollection services, SettingsReader settings)
    {
        var poll = settings.Configuration.GetValue($"{ShopifyOptions.Section}:PollInterval", TimeSpan.FromMinutes(5));
        services.AddPeriodic<ShopifySubscriptions>("Looking after the shop's webhooks", Hourly, (it, cancel) => it.EnsureAsync(cancel));
        services.AddPeriodic<ShopifyScopes>("Checking the shop's permissions", Hourly, (it, cancel) => it.CheckAsync(cancel));
        services.AddPeriodic<ShopifyPoll>("Polling for requested returns", poll, (it, cancel) => it.PollOnceAsync(cancel));
        return services;
    }
}
