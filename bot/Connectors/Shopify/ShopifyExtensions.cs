using OpsBot.Bot.Connectors.Shopify.Actors;
using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>Connects a shop at Shopify.</summary>
internal static class ShopifyExtensions
{
    /// <summary>Adds the shop: what reads it, what acts in it, and what keeps its webhooks coming.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">Where its settings are; what is wrong with them is told there.</param>
    internal static IServiceCollection AddShopify(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<ShopifyOptions>(ShopifyOptions.Section);
        // The host does not start with settings it was told are wrong.
        if (options.Address is not { IsAbsoluteUri: true } address)
            return services;
        return services
            .AddOutside(ShopifyClient.Name, address)
            .AddSingleton(options)
            .AddSingleton<ShopifyTokens>()
            .AddSingleton<ShopifyPace>()
            .AddSingleton<ShopifyClient>()
            .AddSingleton<ShopifyReturns>()
            .AddSingleton<ShopifyRefunds>()
            .AddSingleton<ShopifyShelves>()
            .AddSingleton<IReturnDesk, ShopifyReturnDesk>()
            .AddSingleton<IActor, ApproveReturnActor>()
            .AddSingleton<IActor, DeclineReturnActor>()
            .AddSingleton<IActor, AttachReturnLabelActor>()
            .AddSingleton<IActor, RefundReturnActor>()
            .AddSingleton<IActor, ReceiveReturnActor>()
            .AddSingleton<IActor, CloseReturnActor>()
            .AddSingleton<IActor, TagOrderActor>()
            .AddSingleton<ShopifyDoor>()
            .AddSingleton<ShopifyPoll>()
            .AddSingleton<ShopifySubscriptions>()
            .AddSingleton<ShopifyScopes>();
    }

    /// <summary>Opens the door for webhooks. Any other method than POST is refused by routing.</summary>
    internal static IEndpointRouteBuilder MapShopify(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(
            ShopifyDoor.Path,
            (HttpRequest request, ShopifyDoor door, CancellationToken cancel) => door.ReceiveAsync(request, cancel)
        );
        return routes;
    }
}
