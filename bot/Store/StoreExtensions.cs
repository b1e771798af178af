using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Store;

/// <summary>Adds the store to the host.</summary>
internal static class StoreExtensions
{
    internal static IServiceCollection AddStore(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<StoreOptions>(StoreOptions.Section);
        services.AddSingleton(options);
        if (settings.Problems.Any(problem => problem.Key.StartsWith(StoreOptions.Section, StringComparison.Ordinal)))
            return services;
        if (options.IsPostgres)
            services.AddPostgres(options);
        else
            services.AddSqlite(options);
        services.AddSingleton<Wake>();
        services.AddSingleton<Writer>();
        services.AddSingleton<RunMapping>();
        services.AddSingleton<Transfer.Exporter>();
        services.AddSingleton<Transfer.Importer>();
        services.AddSingleton<PauseStore>();
        services.AddSingleton<IPauses>(host => host.GetRequiredService<PauseStore>());
        services.AddSingleton<ITrips, TripStore>();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<WatchStore>();
        services.AddSingleton<ILoopStore, LoopStore>();
        services.AddSingleton<IRunStore, RunStore>();
        services.AddSingleton<IEventStore, EventStore>();
        services.AddSingleton<IEscalationStore, EscalationStore>();
        services.AddSingleton<IRunSearch, RunSearch>();
        services.AddSingleton<CaseWrites>();
        services.AddSingleton<ICaseStore, CaseStore>();
        services.AddSingleton<CardFolding>();
        services.AddSingleton<CardGroups>();
        services.AddSingleton<ICardGroups>(host => host.GetRequiredService<CardGroups>());
        services.AddSingleton<ICardStore, CardStore>();
        services.AddSingleton<ICardSubjects>(host => host.GetRequiredService<ICardStore>());
        services.AddSingleton<IRests, RestStore>();
        services.AddSingleton<IChatMemory, ChatMemory>();
        services.AddSingleton<ILinkStore, LinkStore>();
        return services;
    }

    private static void AddSqlite(this IServiceCollection services, StoreOptions options)
    {
        var connection = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            ForeignKeys = true,
            // Who sent a webhook waits five seconds for its answer: where another program locks the file, it is 503 by then.
            DefaultTimeout = 4,
        };
        services.AddContexts<SqliteDb>(db => db.UseSqlite(connection.ToString()));
        services.AddSingleton(host => new Node(host.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Database, SqliteFile>();
        services.AddSingleton(host => LeasesBy(host, new SteadyTime(host.GetRequiredService<TimeProvider>())));
    }

    private static void AddPostgres(this IServiceCollection services, StoreOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Password = options.Password,
            // Every statement of a run's life is known: none is planned anew.
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            ApplicationName = "OpsBot",
            // Who sent a webhook waits five seconds for its answer: where the server does not answer, it is 503 by then.
            Timeout = 4,
            CommandTimeout = 4,
            KeepAlive = 10,
        };
        services.AddContexts<PostgresDb>(db => db.UseNpgsql(connection.ToString()));
        var own = new NpgsqlConnectionStringBuilder(connection.ToString())
        {
            ApplicationName = "OpsBot, its heartbeat",
            MaxPoolSize = 3,
            CommandTimeout = 4,
        };
        services.AddSingleton(host => new NodeRegister(
            NpgsqlDataSource.Create(own.ToString()),
            host.GetRequiredService<Node>()
        ));
        var machine =
            services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance
            as TimeProvider;
        var time = new DatabaseTime(machine ?? TimeProvider.System);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        services.AddSingleton(time);
        services.AddSingleton(_ => new Node(machine ?? TimeProvider.System, time));
        services.AddSingleton<PostgresServer>();
        services.AddSingleton<Database>(host => host.GetRequiredService<PostgresServer>());
        // The bots' common time, which is steady already.
        services.AddSingleton(host => LeasesBy(host, host.GetRequiredService<TimeProvider>()));
    }

    private static Leases LeasesBy(IServiceProvider host, TimeProvider steady) =>
        ActivatorUtilities.CreateInstance<Leases>(host, host.GetRequiredService<TimeProvider>(), steady);

    private static void AddContexts<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> provider)
        where T : OpsBotDb
    {
        services.AddPooledDbContextFactory<T>(db =>
        {
            provider(db);
            db.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        });
        services.AddSingleton<IDbContextFactory<OpsBotDb>, Contexts<T>>();
    }
}
