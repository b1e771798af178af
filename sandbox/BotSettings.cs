using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox;

/// <summary>The real bot's settings for the pretend world: what a shop would write, with other addresses and secrets.</summary>
internal static class BotSettings
{
    internal const string ShipBobToken = "pretend-shipbob-token";
    internal const string ShipBobWebhookSecret = "whsec_cHJldGVuZC1zaGlwYm9iLXNlY3JldC0wMTIzNDU2Nzg5";
    internal const string ZendeskToken = "pretend-zendesk-token";
    internal const string ZendeskEmail = "opsbot@shop.example";
    internal const string Channel = "C0OPS";

    /// <param name="pretend">Where the pretend systems are.</param>
    /// <param name="bot">Where the bot listens.</param>
    /// <param name="folder">Where it keeps what it knows.</param>
    /// <param name="chats">The chats it is in.</param>
    internal static Dictionary<string, string?> For(Uri pretend, Uri bot, string folder, Chats chats = Chats.Slack)
    {
        var settings = Shop(pretend, bot, folder);
        IReadOnlyList<KeyValuePair<string, string?>> more =
        [
            .. chats.HasFlag(Chats.Slack) ? Slack(pretend) : [],
            .. chats.HasFlag(Chats.Teams) ? Teams(pretend) : [],
        ];
        foreach (var (key, value) in more)
            settings[key] = value;
        return settings;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Slack(Uri pretend)
    {
        var slack = new PretendSlackOptions();
        return
        [
            new("People:Roles:agent:0", "slack:U0OPS"),
            new("People:Roles:lead:0", "slack:U0LEAD"),
            new("Channels:Slack:BaseUrl", new Uri(pretend, "slack/api/").ToString()),
            new("Channels:Slack:BotToken", slack.BotToken),
            new("Channels:Slack:SigningSecret", slack.SigningSecret),
            new("Channels:Slack:Channel", Channel),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string?>> Teams(Uri pretend)
    {
        var teams = new PretendTeamsOptions();
        return
        [
            new("People:Roles:agent:1", $"teams:{teams.Users[0].AadObjectId}"),
            new("People:Roles:lead:1", $"teams:{teams.Users[1].AadObjectId}"),
            new("Channels:Teams:AppId", teams.AppId),
            new("Channels:Teams:TenantId", teams.TenantId),
            new("Channels:Teams:ClientSecret", teams.ClientSecret),
            new("Channels:Teams:LoginUrl", new Uri(pretend, "teams/login/").ToString()),
            new(
                "Channels:Teams:OpenIdMetadataUrl",
                new Uri(pretend, "teams/openid/.well-known/openidconfiguration").ToString()
            ),
            new("Channels:Teams:ServiceHosts:0", pretend.Host),
            new("Channels:Teams:Channel", teams.ChannelId),
        ];
    }

    private static Dictionary<string, string?> Shop(Uri pretend, Uri bot, string folder)
    {
        var shopify = new PretendShopifyOptions();
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Urls"] = bot.GetLeftPart(UriPartial.Authority),
            ["Shop:Name"] = shopify.ShopName,
            ["Shop:TimeZone"] = shopify.TimeZone,
            ["Shop:Currency"] = shopify.Currency,
            ["Store:ConnectionString"] = $"Data Source={Path.Combine(folder, "opsbot.db")}",
            ["Connectors:Shopify:ShopDomain"] = shopify.Domain,
            ["Connectors:Shopify:BaseUrl"] = new Uri(pretend, "shopify").ToString(),
            ["Connectors:Shopify:ClientId"] = shopify.ClientId,
            ["Connectors:Shopify:ClientSecret"] = shopify.ClientSecret,
            ["Connectors:Shopify:CallbackUrl"] = bot.ToString(),
            ["Connectors:Shopify:PollInterval"] = "00:00:30",
            ["Connectors:ThreePl:Kind"] = "ShipBob",
            ["Connectors:ThreePl:BaseUrl"] = new Uri(pretend, "shipbob").ToString(),
            ["Connectors:ThreePl:Token"] = ShipBobToken,
            ["Connectors:ThreePl:ChannelId"] = "104001",
            ["Connectors:ThreePl:FulfillmentCenterId"] = "22",
            ["Connectors:ThreePl:WebhookSecret"] = ShipBobWebhookSecret,
            ["Connectors:ThreePl:CallbackUrl"] = bot.ToString(),
            ["Connectors:Helpdesk:Kind"] = "Zendesk",
            ["Connectors:Helpdesk:BaseUrl"] = new Uri(pretend, "zendesk").ToString(),
            ["Connectors:Helpdesk:Email"] = ZendeskEmail,
            ["Connectors:Helpdesk:Token"] = ZendeskToken,
            ["Connectors:Sheets:Kind"] = "Csv",
            ["Connectors:Sheets:Folder"] = Path.Combine(folder, "log"),
            // A day's cards come in minutes, too, and each is to be seen and clicked.
            ["Channels:Cards:GroupAbove"] = "0",
            ["Channels:Cards:MessagesPerMinute"] = "60",
            ["Loops:Returns:Limits:RefundOnApprovalUpTo"] = "300",
            // A day's returns come in minutes here, and faults are switched on to be watched.
            ["Loops:Returns:Trips:RefundedPerHour"] = "0",
            ["Loops:Returns:Trips:DeadShare"] = "0",
        };
    }
}
