using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Wires the pretend Zendesk into a host, under <c>{prefix}/api/v2</c>; every address also ends in <c>.json</c>.</summary>
internal static class ZendeskEndpoints
{
    internal static IServiceCollection AddPretendZendesk(
        this IServiceCollection services,
        PretendZendeskOptions options
    )
    {
        services.AddFaults();
        services.TryAddSingleton<Ledger>();
        services.AddSingleton(options);
        services.AddSingleton<ZendeskGate>();
        services.AddSingleton<ZendeskKeys>();
        services.AddSingleton<ZendeskWebhooks>();
        services.AddSingleton<PretendZendesk>();
        return services;
    }

    internal static void MapPretendZendesk(this IEndpointRouteBuilder routes, string prefix)
    {
        var api = routes.MapGroup(prefix + "/api/v2");
        api.AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ZendeskGate>());
        foreach (var ending in new[] { "", ".json" })
        {
            api.MapGet("/users/me" + ending, Me).WithMetadata(new AllowAnonymousCallers());
            api.MapGet("/users/search" + ending, SearchUsers);
            ZendeskTicketEndpoints.Map(api, ending);
        }
    }

    /// <summary>The address of the API as the caller wrote it, for links in answers.</summary>
    internal static string RootOf(HttpRequest request)
    {
        var path = request.Path.Value!;
        var end = path.IndexOf("/api/v2", StringComparison.Ordinal) + "/api/v2".Length;
        return $"{request.Scheme}://{request.Host}{request.PathBase}{path[..end]}";
    }

    private static IResult Me(HttpRequest request, ZendeskGate gate, PretendZendesk zendesk) =>
        Results.Json(
            new JsonObject
            {
                ["user"] = gate.IsKnown(request)
                    ? ZendeskJson.User(zendesk.Agent, RootOf(request))
                    : ZendeskJson.Anonymous(),
            }
        );

    private static IResult SearchUsers(HttpRequest request, PretendZendesk zendesk)
    {
        var words = request.Query["query"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = words
            .Select(word => word.StartsWith("email:", StringComparison.Ordinal) ? word["email:".Length..] : word)
            .Select(zendesk.FindUser)
            .OfType<ZendeskUser>()
            .Distinct()
            .ToList();
        return Results.Json(
            ZendeskPage.Write("users", found, request, user => ZendeskJson.User(user, RootOf(request)))
        );
    }
}
