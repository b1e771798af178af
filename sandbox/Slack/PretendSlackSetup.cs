using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Slack.Api;
using OpsBot.Sandbox.Slack.Events;
using OpsBot.Sandbox.Slack.Sockets;

namespace OpsBot.Sandbox.Slack;

/// <summary>Puts the pretend Slack into a host: <c>{prefix}/api/{method}</c> and <c>{prefix}/response/{id}</c>.</summary>
internal static class PretendSlackSetup
{
    internal static IServiceCollection AddPretendSlack(this IServiceCollection services, PretendSlackOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton<FaultSwitch>();
        services
            .AddHttpClient(BotDoor.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();
        return services
            .AddSingleton(options)
            .AddSingleton<Changes>()
            .AddSingleton<People>()
            .AddSingleton<Workspace>()
            .AddSingleton<OpenViews>()
            .AddSingleton<HomeViews>()
            .AddSingleton<Triggers>()
            .AddSingleton<OwnAddress>()
            .AddSingleton<ResponseUrls>()
            .AddSingleton<Payloads>()
            .AddSingleton<Profiles>()
            .AddSingleton<BotDoor>()
            .AddSockets()
            .AddSingleton<BotLine>()
            .AddEvents()
            .AddSingleton<Clicks>()
            .AddSingleton<Forms>()
            .AddSingleton<Commands>()
            .AddSingleton<Talk>()
            .AddSingleton<Shortcuts>()
            .AddSingleton<Admin>()
            .AddSingleton<Gestures>()
            .AddSingleton<Screens>()
            .AddSingleton<Levers>()
            .AddSingleton<PretendSlack>()
            .AddWebApi();
    }

    internal static IEndpointRouteBuilder MapPretendSlack(this IEndpointRouteBuilder endpoints, string prefix)
    {
        var services = endpoints.ServiceProvider;
        services.GetRequiredService<OwnAddress>().Prefix = prefix;
        var api = services.GetRequiredService<SlackApi>();
        var urls = services.GetRequiredService<ResponseUrls>();
        endpoints.MapMethods(
            prefix + "/api/{method}",
            [HttpMethods.Get, HttpMethods.Post],
            (HttpContext context, string method) => api.AnswerAsync(context, method)
        );
        endpoints.MapPost(
            prefix + "/response/{id}",
            (string id, HttpRequest request, CancellationToken stop) => urls.AnswerAsync(id, request, stop)
        );
        var files = services.GetRequiredService<Files>();
        endpoints.MapPost(
            prefix + "/upload/{id}",
            (string id, HttpRequest request, CancellationToken stop) => files.TakeAsync(id, request, stop)
        );
        endpoints.MapSockets(prefix);
        services.GetRequiredService<EventFeed>();
        return endpoints;
    }

    private static IServiceCollection AddSockets(this IServiceCollection services) =>
        services
            .AddSingleton<Tickets>()
            .AddSingleton<Links>()
            .AddSingleton<Envelopes>()
            .AddSingleton<LinkEnds>()
            .AddSingleton<SocketDoor>()
            .AddSingleton<SocketSwitch>();

    private static void MapSockets(this IEndpointRouteBuilder endpoints, string prefix)
    {
        var branch = endpoints.CreateApplicationBuilder();
        branch.Use(SocketDoor.WireAsync);
        branch.UseWebSockets();
        branch.Run(endpoints.ServiceProvider.GetRequiredService<SocketDoor>().AnswerAsync);
        endpoints.Map(prefix + "/link", branch.Build());
    }

    private static IServiceCollection AddEvents(this IServiceCollection services) =>
        services
            .AddSingleton<EventPayloads>()
            .AddSingleton<EventLimit>()
            .AddSingleton<EventPost>()
            .AddSingleton<EventFeed>()
            .AddSingleton<EventAddress>();

    private static IServiceCollection AddWebApi(this IServiceCollection services) =>
        services
            .AddSingleton<RateLimits>()
            .AddSingleton<Tokens>()
            .AddSingleton<AppMethods>()
            .AddSingleton<ChatMethods>()
            .AddSingleton<Reach>()
            .AddSingleton<Reactions>()
            .AddSingleton<Files>()
            .AddSingleton<ConversationMethods>()
            .AddSingleton<HistoryMethods>()
            .AddSingleton<ReactionMethods>()
            .AddSingleton<FileMethods>()
            .AddSingleton<UserMethods>()
            .AddSingleton<ViewCheck>()
            .AddSingleton<ViewMethods>()
            .AddSingleton<HomeMethods>()
            .AddSingleton(host => new SlackApi(
                host.GetRequiredService<Tokens>(),
                host.GetRequiredService<RateLimits>(),
                [
                    .. host.GetRequiredService<AppMethods>().All,
                    .. host.GetRequiredService<ChatMethods>().All,
                    .. host.GetRequiredService<ConversationMethods>().All,
                    .. host.GetRequiredService<HistoryMethods>().All,
                    .. host.GetRequiredService<ReactionMethods>().All,
                    .. host.GetRequiredService<FileMethods>().All,
                    .. host.GetRequiredService<UserMethods>().All,
                    .. host.GetRequiredService<ViewMethods>().All,
                    .. host.GetRequiredService<HomeMethods>().All,
                ]
            ));
}
