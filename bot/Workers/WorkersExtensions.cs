using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Http;
using OpsBot.Bot.Store;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Workers;

/// <summary>Adds the engine and what drives it.</summary>
internal static class WorkersExtensions
{
    /// <summary>What comes before every other worker, and ends after them.</summary>
    internal static IServiceCollection AddOpening(this IServiceCollection services)
    {
        services.AddHostedService<Opening>();
        if (services.All(service => service.ServiceType != typeof(NodeRegister)))
            return services;
        services.AddHostedService<Heartbeat>();
        services.AddHostedService<PauseNews>();
        return services;
    }

    internal static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.AddSingleton<LoopList>();
        services.AddSingleton<ActorList>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<Intake>();
        services.TryAddSingleton<Breakers>();
        services.AddSingleton(new Backoff(static () => RandomNumberGenerator.GetInt32(1_000_000) / 1_000_000d));
        services.AddSingleton<Considering>();
        services.AddSingleton<Troubles>();
        services.AddSingleton<Gate>();
        services.AddSingleton<Acting>();
        services.AddSingleton<Answering>();
        services.AddSingleton<Runner>();
        services.AddSingleton<SamePeople>();
        services.AddSingleton<LinkDesk>();
        services.AddSingleton<AnswerDesk>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<BulkDesk>();
        services.AddSingleton<LoopNews>();
        services.AddSingleton<Watch>();
        services.AddSingleton<TripWatch>();
        services.AddSingleton<ICheck, StoreCheck>();
        services.AddHostedService<RunWorker>();
        services.AddHostedService<CardWorker>();
        services.AddHostedService<OutageWorker>();
        services.AddHostedService<PauseWorker>();
        return services;
    }
}
