using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OpsBot.Sandbox.Faults;

/// <summary>Wires the fault switches into a host: for code by <see cref="FaultSwitch"/>, for everybody else by <c>/faults</c>.</summary>
internal static class FaultEndpoints
{
    internal static IServiceCollection AddFaults(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FaultSwitch>();
        services.TryAddSingleton(_ => new ServerLog());
        return services;
    }

    /// <summary>Goes before the pretend systems' endpoints.</summary>
    internal static IApplicationBuilder UseFaults(this IApplicationBuilder app) => app.UseMiddleware<FaultMiddleware>();

    internal static void MapFaults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/faults", (FaultSwitch faults) => Results.Json(FaultJson.Describe(faults)));
        routes.MapPost("/faults", SetAsync);
    }

    private static async Task<IResult> SetAsync(HttpRequest request, FaultSwitch faults, CancellationToken cancel)
    {
        JsonElement body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: cancel);
        }
        catch (JsonException)
        {
            return Wrong("""the body must be JSON like {"system":"shipbob","fault":"slow","seconds":3,"times":2}""");
        }

        if (FaultJson.IsClear(body, out var system))
        {
            faults.Clear(system);
            return Results.Json(FaultJson.Describe(faults));
        }

        var (order, wrong) = FaultJson.Read(body);
        if (order is null)
            return Wrong(wrong!);
        faults.Set(order);
        return Results.Json(FaultJson.Describe(faults));
    }

    private static IResult Wrong(string sentence) =>
        Results.Json(new JsonObject { ["error"] = sentence }, statusCode: StatusCodes.Status400BadRequest);
}
