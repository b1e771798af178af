using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Connectors.Helpdesk;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Zendesk;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Bot.Connectors.Helpdesk;

/// <summary>The pretend Zendesk, and the connector that calls it.</summary>
internal sealed class HelpdeskScene(PretendHost pretend, ConnectorHost connector, FaultOnWrites writes)
    : IAsyncDisposable
{
    internal const string Matter = "return:gid://shopify/Return/7";
    private static readonly RunId Run = new("0f5m3k2nq8r7t6w1");

    internal PretendHost Pretend => pretend;

    internal ConnectorHost Connector => connector;

    internal PretendZendesk Zendesk => pretend.Get<PretendZendesk>();

    /// <summary>The tickets of the matter, oldest first.</summary>
    internal IReadOnlyList<OpsBot.Sandbox.Zendesk.ZendeskTicket> Tickets => Zendesk.All(Matter);

    internal static async Task<HelpdeskScene> OpenAsync(Func<PretendZendeskOptions, PretendZendeskOptions>? with = null)
    {
        var usual = new PretendZendeskOptions { Email = "bot@shop.example", Token = "zt-1" };
        var writes = new FaultOnWrites();
        var pretend = await PretendHost.OpenAsync(
            services => services.AddPretendZendesk(with?.Invoke(usual) ?? usual).AddSingleton<IStartupFilter>(writes),
            routes => routes.MapPretendZendesk("/zendesk")
        );
        return new HelpdeskScene(pretend, Connect(ConnectorHost.AddressOf(pretend)), writes);
    }

    internal static ConnectorHost Connect(Uri address, string token = "zt-1") =>
        new(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Connectors:Helpdesk:Kind"] = "Zendesk",
                ["Connectors:Helpdesk:BaseUrl"] = new Uri(address, "zendesk").ToString(),
                ["Connectors:Helpdesk:Email"] = "bot@shop.example",
                ["Connectors:Helpdesk:Token"] = token,
            },
            (services, reader) => services.AddHelpdesk(reader)
        );

    internal static ReplyToCustomer Reply(string body = "We approved your return.") =>
        new(Matter, "Your return #1042-R1 is approved", body) { Email = "ada@example.com", Name = "Ada Example" };

    internal static NoteInHelpdesk Note(string body = "The customer has no e-mail address.") =>
        new(Matter, "No e-mail address", body);

    internal static EffectKey Key(int step) => new(Run, step);

    internal static string Mark(int step) => $"[ref 0f5m3k2nq8r7t6w1.{step}]";

    internal Task<Acted> ActAsync(Effect effect, int step) => connector.ActAsync(effect, Key(step));

    internal Task<ReadBack> ReadBackAsync(Effect effect, int step) => connector.ReadBackAsync(effect, Key(step));

    internal Task<OutsideException> FailsAsync(Effect effect, int step) =>
        Should.ThrowAsync<OutsideException>(() => ActAsync(effect, step));

    /// <summary>Something goes wrong with the next write.</summary>
    internal void SpoilNextWrite(FaultKind kind) => writes.Next = kind;

    public async ValueTask DisposeAsync()
    {
        await connector.DisposeAsync();
        await pretend.DisposeAsync();
    }
}
