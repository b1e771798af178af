using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Tests.Bot.Connectors.Helpdesk;

/// <summary>
/// Lets a fault hit the next write only: reads of the same address come before it, and are tried again when they fail.
/// </summary>
internal sealed class FaultOnWrites : IStartupFilter
{
    /// <summary>What happens to the next write.</summary>
    internal FaultKind? Next { get; set; }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (HttpContext context, RequestDelegate go) =>
                {
                    if (Next is { } fault && !HttpMethods.IsGet(context.Request.Method))
                    {
                        Next = null;
                        var faults = context.RequestServices.GetRequiredService<FaultSwitch>();
                        faults.Set(new FaultOrder("zendesk", fault) { Times = 1 });
                    }

                    return go(context);
                }
            );
            next(app);
        };
}
