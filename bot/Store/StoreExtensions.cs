using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Store;

/// <summary>Adds the store to the host.</summary>
internal static class StoreExtensions
{
    internal static IServiceCollection AddStore(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<StoreOptions>(StoreOptions.Section);
        services.AddPooledDbContextFactory<OpsBotDb>(db =>
            db.UseSqlite(Complete(options.ConnectionString)).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        );
        services.AddSingleton(options);
        services.AddSingleton<Wake>();
        services.AddSingleton<Writer>();
        services.AddSingleton<RunMapping>();
        services.AddSingleton<StoreFile>();
        services.AddSingleton<PauseStore>();
        services.AddSingleton<IPauses>(host => host.GetRequiredService<PauseStore>());
        services.AddSingleton<ITrips, TripStore>();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<WatchStore>();
        services.AddSingleton<ILoopStore, LoopStore>();
        services.AddSingleton<IRunStore, RunStore>();
        services.AddSingleton<IEventStore, EventStore>();
        services.AddSingleton<IEscalationStore, EscalationStore>();
        services.AddSingleton<ICardStore, CardStore>();
        return services;
    }

    private static string Complete(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 }.ToString();
}
