using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox.Web;

/// <summary>Puts the page of the sandbox at <c>/</c>, its live feed at <c>/events</c> and its buttons under <c>/page</c>.</summary>
internal static class PageSetup
{
    internal static IEndpointRouteBuilder MapPage(this IEndpointRouteBuilder endpoints)
    {
        var host = endpoints.ServiceProvider;
        var state = State(host);
        var feed = new PageFeed(
            host.GetRequiredService<Ledger>(),
            state,
            host.GetRequiredService<IHostApplicationLifetime>()
        );
        endpoints.MapGet("/", () => PageFiles.Get("index.html"));
        endpoints.MapGet("/page/{file}", (string file) => PageFiles.Get(file));
        endpoints.MapGet(
            "/events",
            (string? user, string? teams, CancellationToken stop) =>
                TypedResults.ServerSentEvents(feed.WatchAsync(new PageViewer(user, teams), stop))
        );
        var page = endpoints.MapGroup("/page").AddEndpointFilter(SameOrigin.DemandAsync);
        if (state.Slack is not null)
            page.MapSlackActions();
        if (state.Teams is not null)
            page.MapTeamsActions();
        return endpoints;
    }

    private static PageState State(IServiceProvider host)
    {
        var ledger = host.GetRequiredService<Ledger>();
        var slack = host.GetService<PretendSlack>() is { } pretend
            ? new SlackPane(host.GetRequiredService<PretendSlackOptions>(), pretend)
            : null;
        var teams = host.GetService<CardClicks>() is { } clicks
            ? new TeamsPane(
                host.GetRequiredService<PretendTeamsOptions>(),
                host.GetRequiredService<Conversations>(),
                clicks
            )
            : null;
        return new PageState(slack, teams, ledger, new LedgerTally(ledger));
    }
}
