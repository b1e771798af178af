using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsBot.Sandbox.Shopify.Door;

namespace OpsBot.Sandbox.Shopify;

/// <summary>Puts the pretend Shopify into a host.</summary>
internal static class ShopifySetup
{
    internal static IServiceCollection AddPretendShopify(
        this IServiceCollection services,
        PretendShopifyOptions options
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Ledger>();
        services.AddSingleton(provider => new PretendShopify(
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Ledger>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<PretendShopify>().Traffic);
        return services;
    }

    /// <summary>The doors an app knocks at, and <c>{prefix}/state</c> for the page.</summary>
    internal static IEndpointRouteBuilder MapPretendShopify(
        this IEndpointRouteBuilder routes,
        string prefix = "/shopify"
    )
    {
        var shopify = routes.ServiceProvider.GetRequiredService<PretendShopify>();
        var graph = new GraphQlDoor(shopify.Api, shopify.Tokens, shopify.Options);
        var oauth = new OAuthDoor(shopify.Tokens, shopify.Options);
        var state = new StateDoor(shopify.Shop);
        routes.MapPost(
            prefix + "/admin/api/{version}/graphql.json",
            (string version, HttpRequest request, CancellationToken stop) => graph.AnswerAsync(version, request, stop)
        );
        routes.MapPost(
            prefix + "/admin/oauth/access_token",
            (HttpRequest request, CancellationToken stop) => oauth.AnswerAsync(request, stop)
        );
        routes.MapGet(prefix + "/state", () => state.Answer());
        return routes;
    }
}
