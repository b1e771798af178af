using System.Globalization;
using OpsBot.Bot.Connectors.ThreePl;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.ShipBob;
using OpsBot.Tests.Sandbox.Faults;
using OpsBot.Tests.Sandbox.ShipBob;

namespace OpsBot.Tests.Bot.Connectors.ThreePl;

/// <summary>The pretend ShipBob, and the connector that calls it.</summary>
internal sealed class Warehouse(PretendHost pretend, ConnectorHost connector) : IAsyncDisposable
{
    internal const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    internal const string Return = "gid://shopify/Return/890088186047892319";
    internal const string Reference = "shopify-Return-890088186047892319";

    internal static readonly EffectKey Key = new(new RunId("0f5m3k2nq8r7t6w1"), 1);

    internal PretendHost Pretend => pretend;

    internal ConnectorHost Connector => connector;

    internal PretendShipBob ShipBob => pretend.Get<PretendShipBob>();

    internal static async Task<Warehouse> OpenAsync(params (string Key, string? Value)[] settings)
    {
        var pretend = await ShipBobScene.OpenAsync(options => options with { CallsPerMinute = 1000 });
        return new Warehouse(pretend, Connect(ConnectorHost.AddressOf(pretend), pretend.Clock, settings));
    }

    internal static ConnectorHost Connect(
        Uri address,
        TimeProvider? clock = null,
        params (string Key, string? Value)[] settings
    )
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal)
        {
            ["Connectors:ThreePl:Kind"] = "ShipBob",
            ["Connectors:ThreePl:BaseUrl"] = new Uri(address, "shipbob").ToString(),
            ["Connectors:ThreePl:Token"] = "pat-1",
            ["Connectors:ThreePl:ChannelId"] = "104001",
            ["Connectors:ThreePl:FulfillmentCenterId"] = "22",
            ["Connectors:ThreePl:WebhookSecret"] = Secret,
        };
        foreach (var (key, value) in settings)
            values[$"Connectors:ThreePl:{key}"] = value;
        return new ConnectorHost(
            values,
            (services, reader) => services.AddThreePl(reader),
            routes => routes.MapThreePl(),
            clock
        );
    }

    internal static ExpectParcel Parcel(params string[] skus) =>
        new(Return, [.. skus.Select(sku => new ParcelLine(sku, 1))]);

    internal Task<Acted> ActAsync(ExpectParcel effect) => connector.ActAsync(effect, Key);

    internal Task<ReadBack> ReadBackAsync(ExpectParcel effect) => connector.ReadBackAsync(effect, Key);

    internal void Order(FaultKind kind, string path) =>
        pretend.Faults.Set(new FaultOrder("shipbob", kind) { Path = path, Times = 1 });

    /// <summary>How often the pretend ShipBob was asked for something.</summary>
    internal int Calls(string method, string path) =>
        pretend
            .Get<ServerLog>()
            .Of("shipbob")
            .Count(call => call.Method == method && call.Path.Contains(path, StringComparison.Ordinal));

    internal string Number => ShipBob.All().ShouldHaveSingleItem().Id.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await connector.DisposeAsync();
        await pretend.DisposeAsync();
    }
}
