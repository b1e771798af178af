using System.Globalization;
using OpsBot.Sandbox.ShipBob;
using OpsBot.Tests.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.ShipBob;

/// <summary>A pretend ShipBob with four things on its shelves, and a caller with the right token and channel.</summary>
internal static class ShipBobScene
{
    internal const string Api = "/shipbob/2026-07";
    internal const long Shoe = 9_557_855;

    private static readonly PretendShipBobOptions Usual = new()
    {
        Token = "pat-1",
        LoseOneIn = 0,
        Inventory =
        [
            new(Shoe, "SHOE-42", "Running shoe 42"),
            new(9_557_856, "SHOE-43", "Running shoe 43"),
            new(9_557_857, "GIFT", "Gift card") { IsDigital = true },
            new(9_557_858, "SET", "Shoe and socks") { IsBundle = true },
        ],
    };

    internal static async Task<PretendHost> OpenAsync(Func<PretendShipBobOptions, PretendShipBobOptions>? with = null)
    {
        var options = with is null ? Usual : with(Usual);
        var host = await PretendHost.OpenAsync(
            services => services.AddPretendShipBob(options).AddParcelTraffic(),
            routes => routes.MapPretendShipBob("/shipbob")
        );
        host.Headers["Authorization"] = "Bearer pat-1";
        host.Headers["shipbob_channel_id"] = options.ChannelId.ToString(CultureInfo.InvariantCulture);
        return host;
    }

    internal static Task<Reply> ExpectAsync(PretendHost host, string reference) =>
        host.PostAsync(Api + "/return", Request(reference));

    internal static object Request(string reference, string? tracking = "1Z9", params long[] items) =>
        new
        {
            fulfillment_center = new { id = 22 },
            inventory = (items.Length == 0 ? [Shoe] : items).Select(id => new
            {
                id,
                quantity = 1,
                requested_action = "Default",
            }),
            tracking_number = tracking,
            original_shipment_id = 104_458_283,
            reference_id = reference,
        };
}
