using OpsBot.Bot.Channels.Teams.Cards;
using OpsBot.Bot.Commands;
using OpsBot.Bot.Connectors.Helpdesk;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Bot.Connectors.ThreePl;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Workers;

/// <summary>What is done again and again, each on a line; what is not connected is left out.</summary>
internal static class Schedule
{
    private static readonly TimeSpan Closely = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    internal static IServiceCollection AddSchedule(this IServiceCollection services, SettingsReader settings)
    {
        var poll = settings.Configuration.GetValue($"{ShopifyOptions.Section}:PollInterval", TimeSpan.FromMinutes(5));
        services.AddPeriodic<ShopifyScopes>(
            "Checking the shop's permissions",
            Hourly,
            (it, cancel) => it.CheckAsync(cancel)
        );
        services.AddPeriodic<ShopifySubscriptions>(
            "Keeping the shop's webhooks",
            Hourly,
            (it, cancel) => it.EnsureAsync(cancel)
        );
        services.AddPeriodic<ShopifyPoll>(
            "Polling for requested returns",
            poll,
            (it, cancel) => it.PollOnceAsync(cancel)
        );
        services.AddPeriodic<ShipBobWebhooks>(
            "Keeping the 3PL's webhooks",
            Hourly,
            (it, cancel) => it.EnsureAsync(cancel)
        );
        services.AddPeriodic<ZendeskIdentity>(
            "Checking the helpdesk's token",
            Hourly,
            (it, cancel) => it.CheckAsync(cancel)
        );
        services.AddWatches();
        services.AddTeams();
        services.AddDigest(settings);
        services.AddHostedService<Scheduler>();
        return services;
    }

    private static void AddDigest(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.Read<DigestOptions>(DigestOptions.Section).Cron is not { } cron)
            return;
        var named = settings.Configuration[$"{ShopOptions.Section}:{nameof(ShopOptions.TimeZone)}"] ?? "";
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(named, out var found) ? found : TimeZoneInfo.Utc;
        services.AddSingleton(host => new Job(
            "Sending the digest",
            new Recurrence.At(cron, zone),
            cancel => host.GetRequiredService<DigestReport>().SendAsync(cancel)
        )
        {
            AtStart = false,
        });
    }

    private static void AddWatches(this IServiceCollection services)
    {
        services.AddPeriodic<Watch>(
            "Watching for runs that do not go on",
            Closely,
            (it, cancel) => it.LookAsync(cancel)
        );
        services.AddPeriodic<TripWatch>(
            "Watching for what should stop a loop",
            Closely,
            (it, cancel) => it.LookAsync(cancel)
        );
    }

    private static void AddTeams(this IServiceCollection services)
    {
        services.AddPeriodic<TeamsAlarms>(
            "Telling of channels in Teams that take nothing",
            Closely,
            (it, cancel) => it.LookAsync(cancel)
        );
        services.AddPeriodic<TeamsSweep>(
            "Forgetting what Teams need not be known of",
            Hourly,
            (it, cancel) => it.SweepAsync(cancel)
        );
    }

    private static void AddPeriodic<T>(
        this IServiceCollection services,
        string name,
        TimeSpan every,
        Func<T, CancellationToken, Task> work
    )
        where T : notnull
    {
        if (services.Any(service => service.ServiceType == typeof(T)))
            services.AddSingleton(host => new Job(
                name,
                new Recurrence.Every(every),
                cancel => work(host.GetRequiredService<T>(), cancel)
            ));
    }
}
