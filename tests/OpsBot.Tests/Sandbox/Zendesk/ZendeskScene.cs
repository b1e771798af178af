using System.Text;
using OpsBot.Sandbox.Zendesk;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.Zendesk;

/// <summary>A pretend Zendesk and a caller with the right token.</summary>
internal static class ZendeskScene
{
    internal const string Api = "/zendesk/api/v2";

    private static readonly PretendZendeskOptions Usual = new() { Email = "bot@shop.example", Token = "zt-1" };

    internal static async Task<PretendHost> OpenAsync(Func<PretendZendeskOptions, PretendZendeskOptions>? with = null)
    {
        var options = with is null ? Usual : with(Usual);
        var host = await PretendHost.OpenAsync(
            services => services.AddPretendZendesk(options),
            routes => routes.MapPretendZendesk("/zendesk")
        );
        host.Headers["Authorization"] =
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("bot@shop.example/token:zt-1"));
        return host;
    }

    internal static object Ticket(
        string? externalId = "return:1",
        string body = "We approved your return.",
        bool? isPublic = null
    ) =>
        new
        {
            ticket = new
            {
                external_id = externalId,
                requester = new { name = "Ada Example", email = "ada@example.com" },
                subject = "Your return for order #1880",
                comment = isPublic is null ? (object)new { body } : new { body, @public = isPublic },
                tags = new[] { "return" },
            },
        };

    internal static async Task<long> OpenTicketAsync(PretendHost host)
    {
        var reply = await host.PostAsync(Api + "/tickets", Ticket());
        return reply.Json.GetProperty("ticket").GetProperty("id").GetInt64();
    }

    internal static Task<Reply> UpdateAsync(PretendHost host, long id, object ticket) =>
        host.SendAsync(HttpMethod.Put, $"{Api}/tickets/{id}", new { ticket });
}
