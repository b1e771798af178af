using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Shopify.Play;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

/// <summary>The pretend Shopify behind a real port, the connector in front of it, and faults on the line between them.</summary>
internal sealed class PretendShop : IAsyncDisposable
{
    private readonly WebApplication app;

    private PretendShop(WebApplication app) => this.app = app;

    internal Connector Connector { get; private set; } = null!;

    internal PretendShopify Shopify => app.Services.GetRequiredService<PretendShopify>();

    internal Ledger Ledger => app.Services.GetRequiredService<Ledger>();

    /// <summary>Carries the next request out and loses the answer, once.</summary>
    internal string? LoseAnswerTo { get; set; }

    /// <summary>Operations asked for so far, by name.</summary>
    internal List<string> Asked { get; } = [];

    internal static async Task<PretendShop> OpenAsync(
        PretendShopifyOptions? options = null,
        TimeProvider? clock = null,
        params (string Key, string? Value)[] settings
    )
    {
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock);
        builder.Services.AddPretendShopify(options ?? new PretendShopifyOptions { Orders = 0, Customers = 5 });
        var shop = new PretendShop(builder.Build());
        shop.app.Use(shop.OnTheLineAsync);
        shop.app.MapPretendShopify();
        await shop.app.StartAsync();
        shop.Connector = Connector.To(
            new Uri(shop.app.Urls.First() + "/shopify"),
            clock,
            [("AccessToken", shop.Shopify.Options.AccessToken), .. settings]
        );
        return shop;
    }

    /// <summary>A delivered order, paid in full, of lines with two pieces at 40.00 each; shipping 5.00.</summary>
    internal Order Order(int lines = 1, string currency = "EUR", decimal rate = 1, bool guest = false, int parcels = 1)
    {
        var shop = Shopify.Shop;
        var at = shop.Now.AddDays(-7);
        var order = shop.Add(
            new Order(shop.NextId())
            {
                Number = shop.NextOrderNumber(),
                CreatedAt = at,
                UpdatedAt = at,
                Currency = "EUR",
                PresentmentCurrency = currency,
                Rate = rate,
                Shipping = 5,
                Customer = guest ? null : shop.Customers[0],
                Email = guest ? "guest@example.com" : shop.Customers[0].Email,
            }
        );
        for (var made = 0; made < lines; made++)
            order.Lines.Add(
                shop.Add(
                    new OrderLine(shop.NextId())
                    {
                        Order = order,
                        Variant = shop.Variants[made % shop.Variants.Count],
                        Title = $"Rain jacket {made}",
                        Sku = $"RJ-{made}",
                        Quantity = 2,
                        UnitPrice = 40,
                    }
                )
            );
        order.Transactions.Add(
            shop.Add(
                new Transaction(shop.NextId())
                {
                    Order = order,
                    Kind = "SALE",
                    Gateway = "shopify_payments",
                    Amount = order.Total,
                    CreatedAt = at,
                }
            )
        );
        for (var sent = 0; sent < parcels; sent++)
            Send(order, order.Lines.Where((_, index) => index % parcels == sent), at.AddDays(sent + 1));
        shop.Orders.Add(order);
        order.Customer?.Orders.Add(order);
        return order;
    }

    /// <summary>The customer asks to send the whole order back, unless told otherwise.</summary>
    internal Return Request(Order order, ReturnWish? wish = null)
    {
        wish ??= new ReturnWish();
        return Shopify.Generator.RequestReturn(wish with { Order = order, Lines = wish.Lines ?? order.Lines });
    }

    internal async Task<ReturnFile> FileAsync(Return back) =>
        (
            await Connector.Get<IReturnDesk>().FindAsync(back.Gid, TestContext.Current.CancellationToken)
        ).ShouldNotBeNull();

    internal int Did(string effect) => Ledger.Entries.Count(entry => entry.Effect == effect);

    /// <summary>A key as runs have them.</summary>
    internal EffectKey Key(int step = 0) => new(RunId.New(Shopify.Shop.Now), step);

    public async ValueTask DisposeAsync()
    {
        await Connector.DisposeAsync();
        await app.DisposeAsync();
    }

    private void Send(Order order, IEnumerable<OrderLine> lines, DateTimeOffset at)
    {
        var shop = Shopify.Shop;
        var parcel = shop.Add(
            new Fulfillment(shop.NextId())
            {
                Order = order,
                Name = $"{order.Name}-F{order.Fulfillments.Count + 1}",
                CreatedAt = at,
                DeliveredAt = at.AddDays(2),
                DisplayStatus = "DELIVERED",
                Location = shop.Locations[0],
            }
        );
        foreach (var line in lines)
            parcel.Lines.Add(shop.Add(new FulfillmentLine(shop.NextId()) { Line = line, Quantity = line.Quantity }));
        order.Fulfillments.Add(parcel);
    }

    private async Task OnTheLineAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        context.Request.Body.Position = 0;
        var name = Operation(JsonSerializer.Deserialize<JsonElement>(body));
        lock (Asked)
            Asked.Add(name);
        if (name.Length == 0 || name != LoseAnswerTo)
        {
            await next(context);
            return;
        }

        LoseAnswerTo = null;
        var lost = context.Response.Body;
        using var nowhere = new MemoryStream();
        context.Response.Body = nowhere;
        await next(context);
        context.Response.Body = lost;
        context.Abort();
    }

    /// <summary>The name in <c>query ReturnFile($id: ID!)</c>; nothing in a request for a token.</summary>
    private static string Operation(JsonElement body) =>
        body.TextOrNull("query")?.Split([' ', '(', '{'], StringSplitOptions.RemoveEmptyEntries)[1] ?? "";
}
