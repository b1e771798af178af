using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.Teams;

/// <summary>Puts the pretend Teams into a host: <c>{prefix}/login</c>, <c>{prefix}/openid</c>, <c>{prefix}/connector</c> and
/// <c>{prefix}/graph</c>.</summary>
internal static class PretendTeamsSetup
{
    internal static IServiceCollection AddPretendTeams(this IServiceCollection services, PretendTeamsOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton<FaultSwitch>();
        services
            .AddHttpClient(BotLine.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();
        return services
            .AddSingleton(options)
            .AddSingleton<TeamsAddress>()
            .AddSingleton<Issuer>()
            .AddSingleton<LoginDoor>()
            .AddSingleton<Conversations>()
            .AddSingleton<SendLimits>()
            .AddSingleton<Troubles>()
            .AddSingleton<Targeted>()
            .AddSingleton<GraphDoor>()
            .AddSingleton<ConnectorGate>()
            .AddSingleton<Connector>()
            .AddSingleton<Roster>()
            .AddSingleton<Activities>()
            .AddSingleton<BotLine>()
            .AddSingleton<BotDoor>()
            .AddSingleton<CardViews>()
            .AddSingleton<CardClicks>()
            .AddSingleton(host => new TeamsLevers(
                host.GetRequiredService<Issuer>(),
                host.GetRequiredService<LoginDoor>(),
                host.GetRequiredService<Troubles>(),
                host.GetRequiredService<ConnectorGate>(),
                host.GetRequiredService<Conversations>()
            )
            {
                Roster = host.GetRequiredService<Roster>(),
                Graph = host.GetRequiredService<GraphDoor>(),
                Address = host.GetRequiredService<TeamsAddress>(),
            })
            .AddSingleton<PretendTeams>();
    }

    internal static IEndpointRouteBuilder MapPretendTeams(this IEndpointRouteBuilder endpoints, string prefix)
    {
        var host = endpoints.ServiceProvider;
        var address = host.GetRequiredService<TeamsAddress>();
        address.Prefix = prefix;
        var options = host.GetRequiredService<PretendTeamsOptions>();
        var issuer = host.GetRequiredService<Issuer>();
        var login = host.GetRequiredService<LoginDoor>();
        endpoints.MapPost(
            prefix + "/login/{tenant}/oauth2/v2.0/token",
            (string tenant, HttpRequest request, CancellationToken stop) => login.TokenAsync(tenant, request, stop)
        );
        endpoints.MapGet(
            prefix + "/openid/.well-known/openidconfiguration",
            () => Results.Json(issuer.Document(options.Issuer, address.Of("openid/keys")))
        );
        endpoints.MapGet(prefix + "/openid/keys", () => Results.Json(issuer.Keys()));
        var graph = host.GetRequiredService<GraphDoor>();
        endpoints.MapPost(
            prefix + "/graph/v1.0/users/{id}/checkMemberGroups",
            (string id, HttpRequest request) => graph.CheckMemberGroupsAsync(id, request)
        );
        endpoints.MapGet(
            prefix + "/graph/v1.0/groups/{id}",
            (string id, HttpRequest request) => graph.Group(id, request)
        );
        MapConnector(endpoints, prefix + "/connector/v3");
        // Where those of another cloud are answered.
        MapConnector(endpoints, prefix + "/gcc/v3");
        return endpoints;
    }

    private static void MapConnector(IEndpointRouteBuilder endpoints, string root)
    {
        var connector = endpoints.ServiceProvider.GetRequiredService<Connector>();
        var roster = endpoints.ServiceProvider.GetRequiredService<Roster>();
        var within = root + "/conversations/{conversation}";
        endpoints.MapPost(root + "/conversations", (HttpRequest request) => connector.CreateAsync(request));
        endpoints.MapPost(
            within + "/activities",
            (HttpRequest request, string conversation) => connector.SendAsync(request, conversation, replyTo: null)
        );
        endpoints.MapPost(
            within + "/activities/{id}",
            (HttpRequest request, string conversation, string id) => connector.SendAsync(request, conversation, id)
        );
        endpoints.MapPut(
            within + "/activities/{id}",
            (HttpRequest request, string conversation, string id) => connector.UpdateAsync(request, conversation, id)
        );
        endpoints.MapDelete(
            within + "/activities/{id}",
            (HttpRequest request, string conversation, string id) => connector.DeleteAsync(request, conversation, id)
        );
        endpoints.MapGet(
            within + "/members/{id}",
            (HttpRequest request, string conversation, string id) => roster.Member(request, conversation, id)
        );
        endpoints.MapGet(
            within + "/pagedmembers",
            (HttpRequest request, string conversation) => roster.Members(request, conversation)
        );
        endpoints.MapGet(root + "/teams/{team}", (HttpRequest request, string team) => roster.Team(request, team));
        endpoints.MapGet(
            root + "/teams/{team}/conversations",
            (HttpRequest request, string team) => roster.Channels(request, team)
        );
    }
}
