using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox.Web;

/// <summary>Puts the page of the sandbox at <c>/</c>, its live feed at <c>/events</c> and its buttons under <c>/page</c>.</summary>
internal static class PageSetup
{
    internal static IEndpointRouteBuilder MapPage(this IEndpointRouteBuilder endpoints)
    {
        var feed = Feed(endpoints.ServiceProvider);
        endpoints.MapGet("/", () => PageFiles.Get("index.html"));
        endpoints.MapGet("/page/{file}", (string file) => PageFiles.Get(file));
        endpoints.MapGet(
            "/events",
            (string user, CancellationToken stop) => TypedResults.ServerSentEvents(feed.WatchAsync(user, stop))
        );
        endpoints.MapGroup("/page").AddEndpointFilter(SameOrigin.DemandAsync).MapPageActions();
        return endpoints;
    }

    private static PageFeed Feed(IServiceProvider host)
    {
        var slack = host.GetRequiredService<PretendSlack>();
        var ledger = host.GetRequiredService<Ledger>();
        var state = new PageState(
            host.GetRequiredService<PretendSlackOptions>(),
            slack,
            ledger,
            new LedgerTally(ledger)
        );
        return new(slack, ledger, state, host.GetRequiredService<IHostApplicationLifetime>());
    }
}
