using OpsBot.Sandbox.Delivery;
using OpsBot.Sandbox.Shopify.Desk;
using OpsBot.Sandbox.Shopify.Door;
using OpsBot.Sandbox.Shopify.Fields;
using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;
using OpsBot.Sandbox.Shopify.Webhooks;

namespace OpsBot.Sandbox.Shopify;

/// <summary>
/// A shop on a pretend Shopify: its books, its doors, and the people who make things happen in it. What others use: the
/// <see cref="Generator"/> to let customers ask, the <see cref="Merchant"/> to act by hand, the <see cref="Courier"/> to wait for
/// or disturb webhooks.
/// </summary>
internal sealed class PretendShopify : IAsyncDisposable
{
    internal PretendShopify(PretendShopifyOptions options, TimeProvider clock, Ledger ledger)
    {
        Options = options;
        Shop = new Shop(options, clock);
        Courier = new Courier(new CourierOptions { Retries = options.WebhookRetries }, clock);
        Tokens = new Tokens(options, clock);
        var notifier = new Notifier(Shop, Courier, clock);
        var counter = new Counter(new Books(Shop, notifier, ledger));
        var formerly = new Counter(new Books(Shop, notifier, new Ledger(clock)));
        Api = new AdminApi(AdminSchema.Build(AllFields(counter)), Shop);
        Merchant = new Merchant(Shop, counter);
        Generator = new ShopGenerator(Shop, counter, new Merchant(Shop, formerly));
        Generator.Fill();
        Traffic = new LiveTraffic(Generator, options, clock);
    }

    internal PretendShopifyOptions Options { get; }
    internal Shop Shop { get; }
    internal Courier Courier { get; }
    internal Tokens Tokens { get; }
    internal AdminApi Api { get; }
    internal Merchant Merchant { get; }
    internal ShopGenerator Generator { get; }
    internal LiveTraffic Traffic { get; }

    public async ValueTask DisposeAsync()
    {
        await Courier.DisposeAsync();
        Traffic.Dispose();
        Shop.Dispose();
    }

    private static Resolvers AllFields(Counter counter)
    {
        var on = new Resolvers();
        MoneyFields.Add(on);
        QueryFields.Add(on, counter.Shop);
        MutationFields.Add(on, counter);
        OrderFields.Add(on, counter.Shop, counter.Arithmetic);
        LineFields.Add(on);
        CustomerFields.Add(on, counter.Shop);
        RefundFields.Add(on);
        ReturnFields.Add(on, counter.Shop, counter.Arithmetic);
        ReverseFields.Add(on);
        return on;
    }
}
