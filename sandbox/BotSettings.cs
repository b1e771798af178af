using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Sandbox;

/// <summary>The real bot's settings for the pretend world: what a shop would write, with other addresses and secrets.</summary>
internal static class BotSettings
{
    internal const string ShipBobToken = "pretend-shipbob-token";
    internal const string ShipBobWebhookSecret = "whsec_cHJldGVuZC1zaGlwYm9iLXNlY3JldC0wMTIzNDU2Nzg5";
    internal const string ZendeskToken = "pretend-zendesk-token";
    internal const string ZendeskEmail = "opsbot@shop.example";
    internal const string Channel = "C0OPS";

    internal static Dictionary<string, string?> For(Uri pretend, Uri bot, string folder)
    {
        var shopify = new PretendShopifyOptions();
        var slack = new PretendSlackOptions();
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Urls"] = bot.GetLeftPart(UriPartial.Authority),
            ["Shop:Name"] = shopify.ShopName,
            ["Shop:TimeZone"] = shopify.TimeZone,
            ["Shop:Currency"] = shopify.Currency,
            ["Store:ConnectionString"] = $"Data Source={Path.Combine(folder, "opsbot.db")}",
            ["People:Roles:agent:0"] = "slack:U0OPS",
            ["People:Roles:lead:0"] = "slack:U0LEAD",
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
            ["Channels:Slack:BaseUrl"] = new Uri(pretend, "slack/api/").ToString(),
            ["Channels:Slack:BotToken"] = slack.BotToken,
            ["Channels:Slack:SigningSecret"] = slack.SigningSecret,
            ["Channels:Slack:Channel"] = Channel,
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
