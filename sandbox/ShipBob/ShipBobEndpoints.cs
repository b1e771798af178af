using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Wires the pretend ShipBob into a host, under <c>{prefix}/{version}</c>.</summary>
internal static class ShipBobEndpoints
{
    internal static IServiceCollection AddPretendShipBob(
        this IServiceCollection services,
        PretendShipBobOptions options
    ) => services.AddSingleton(options).AddPretendShipBob();

    /// <summary>The same, where the host has the options already: what lies on the shelves may depend on the shop.</summary>
    internal static IServiceCollection AddPretendShipBob(this IServiceCollection services)
    {
        services.AddFaults();
        services.TryAddSingleton<Ledger>();
        services.AddSingleton<ShipBobJson>();
        services.AddSingleton<ShipBobGate>();
        services.AddSingleton<ShipBobWebhooks>();
        services.AddSingleton<PretendShipBob>();
        return services;
    }

    /// <summary>Lets announced parcels arrive by themselves.</summary>
    internal static IServiceCollection AddParcelTraffic(this IServiceCollection services) =>
        services.AddHostedService<ParcelTraffic>();

    internal static void MapPretendShipBob(this IEndpointRouteBuilder routes, string prefix)
    {
        var api = routes.MapGroup(prefix + "/{version}");
        api.AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ShipBobGate>());
        ShipBobReturnEndpoints.Map(api);
        ShipBobStockEndpoints.Map(api);
        ShipBobWebhookEndpoints.Map(api);
    }

    /// <summary>The body as JSON; undefined where it is none.</summary>
    internal static async Task<JsonElement> ReadBodyAsync(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonElement>(
                request.Body,
                cancellationToken: request.HttpContext.RequestAborted
            );
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
