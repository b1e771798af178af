using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.ShipBob;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;
using OpsBot.Sandbox.Web;
using OpsBot.Sandbox.Zendesk;

namespace OpsBot.Sandbox;

/// <summary>All pretend systems and the page, on one address of this machine.</summary>
internal static class PretendWorld
{
    /// <summary>Builds it; its services are the levers of tests, scripts and the page.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="bot">Where the bot listens.</param>
    /// <param name="options">How the sandbox was started.</param>
    internal static WebApplication Build(Uri address, Uri bot, SandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Urls", address.GetLeftPart(UriPartial.Authority))]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddFaults();
        builder.Services.AddPretendShopify(Shopify(options));
        builder.Services.AddSingleton(host =>
            ShipBob(host.GetRequiredService<PretendShopify>().Shop.Variants, options)
        );
        builder.Services.AddPretendShipBob();
        builder.Services.AddParcelTraffic();
        builder.Services.AddPretendZendesk(
            new PretendZendeskOptions { Email = BotSettings.ZendeskEmail, Token = BotSettings.ZendeskToken }
        );
        if (options.Chats.HasFlag(Chats.Slack))
            builder.Services.AddPretendSlack(Slack(bot));
        if (options.Chats.HasFlag(Chats.Teams))
            builder.Services.AddPretendTeams(Teams(bot));
        var app = builder.Build();
        app.UseFaults();
        app.MapFaults();
        app.MapPretendShopify("/shopify");
        app.MapPretendShipBob("/shipbob");
        app.MapPretendZendesk("/zendesk");
        if (options.Chats.HasFlag(Chats.Slack))
            app.MapPretendSlack("/slack");
        if (options.Chats.HasFlag(Chats.Teams))
            app.MapPretendTeams("/teams");
        app.MapPage();
        return app;
    }

    private static PretendSlackOptions Slack(Uri bot)
    {
        var slack = new PretendSlackOptions { BotUrl = bot };
        slack.Events.UnionWith([
            "app_home_opened",
            "app_mention",
            "app_uninstalled",
            "channel_archive",
            "member_joined_channel",
            "message.channels",
            "message.groups",
            "message.im",
            "tokens_revoked",
        ]);
        return slack;
    }

    private static PretendTeamsOptions Teams(Uri bot)
    {
        var teams = new PretendTeamsOptions { BotUrl = bot };
        teams.Users.Add(
            new TeamsUser("29:1colleague", "A colleague without a role", "5d1c2e7a-91f6-4a0b-8f53-2f6f0c3f9d10")
        );
        return teams;
    }

    private static PretendShopifyOptions Shopify(SandboxOptions options)
    {
        var usual = new PretendShopifyOptions { Seed = options.Seed };
        return options.WebhookRetries is { } retries ? usual with { WebhookRetries = retries } : usual;
    }

    /// <summary>The 3PL keeps what the shop sells.</summary>
    private static PretendShipBobOptions ShipBob(IEnumerable<Variant> goods, SandboxOptions options)
    {
        var usual = new PretendShipBobOptions
        {
            Token = BotSettings.ShipBobToken,
            ArriveAfter = options.ParcelsTravel,
            CompleteAfter = options.ParcelsTravel / 2,
            LoseOneIn = options.LoseOneParcelIn,
            Inventory =
            [
                .. goods.Select((variant, at) => new ShipBobItem(500_000 + at, variant.Sku, variant.Product.Title)),
            ],
        };
        return usual with
        {
            CallsPerMinute = options.ThreePlCallsPerMinute ?? usual.CallsPerMinute,
            WebhookRetries = options.WebhookRetries ?? usual.WebhookRetries,
        };
    }
}
