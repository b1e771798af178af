using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>Connects the 3PL that takes parcels back.</summary>
internal static class ThreePlExtensions
{
    /// <summary>Adds the 3PL: what reads it, what acts in it, and what keeps its webhooks coming; or that there is none.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">Where its settings are; what is wrong with them is told there.</param>
    internal static IServiceCollection AddThreePl(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<ThreePlOptions>(ThreePlOptions.Section);
        services.AddSingleton(options);
        // The host does not start with settings it was told are wrong.
        if (!options.IsShipBob || !options.BaseUrl.IsAbsoluteUri)
            return services.AddSingleton<IParcelDesk, NoParcelDesk>();
        return services
            .AddOutside(ShipBobClient.Name, options.BaseUrl, options.CallsPerMinute)
            .AddSingleton<ShipBobClient>()
            .AddSingleton<ShipBobReturns>()
            .AddSingleton<ShipBobSkus>()
            .AddSingleton<IParcelDesk, ShipBobParcelDesk>()
            .AddSingleton<IActor, ExpectParcelActor>()
            .AddSingleton<ShipBobDoor>()
            .AddSingleton<ShipBobWebhooks>();
    }

    /// <summary>Opens the door for webhooks, where there is a 3PL. Any other method than POST is refused by routing.</summary>
    internal static IEndpointRouteBuilder MapThreePl(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<ThreePlOptions>().IsShipBob)
            routes.MapPost(
                ShipBobDoor.Path,
                (HttpRequest request, ShipBobDoor door, CancellationToken cancel) => door.ReceiveAsync(request, cancel)
            );
        return routes;
    }
}
