using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Tests.Sandbox.Shopify;

/// <summary>A pretend Shopify behind a real port, with a clock that stands still until it is moved.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler());

    private ShopHost(WebApplication app, FakeTimeProvider clock)
    {
        this.app = app;
        Clock = clock;
        Shopify = app.Services.GetRequiredService<PretendShopify>();
        Ledger = app.Services.GetRequiredService<Ledger>();
    }

    internal FakeTimeProvider Clock { get; }
    internal PretendShopify Shopify { get; }
    internal Ledger Ledger { get; }
    internal Uri Address => new(app.Urls.First());
    internal string Path { get; set; } = "/shopify/admin/api/2026-10/graphql.json";
    internal string Token { get; set; } = "shpat_pretend_permanent";

    internal static async Task<ShopHost> OpenAsync(PretendShopifyOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddPretendShopify(options ?? new PretendShopifyOptions { Orders = 20, Customers = 10 });
        var built = builder.Build();
        built.UseDeveloperExceptionPage();
        built.MapPretendShopify();
        await built.StartAsync();
        return new ShopHost(built, clock);
    }

    /// <summary>A delivered order without trouble, one line of two pieces at 40.00 each, shipping 5.00, paid in euro.</summary>
    internal Order PlainOrder(string currency = "EUR", decimal rate = 1)
    {
        var shop = Shopify.Shop;
        var order = shop.Add(
            new Order(shop.NextId())
            {
                Number = shop.NextOrderNumber(),
                CreatedAt = Clock.GetUtcNow().AddDays(-7),
                UpdatedAt = Clock.GetUtcNow().AddDays(-7),
                Currency = "EUR",
                PresentmentCurrency = currency,
                Rate = rate,
                Shipping = 5,
                Customer = shop.Customers.FirstOrDefault(),
            }
        );
        var line = shop.Add(
            new OrderLine(shop.NextId())
            {
                Order = order,
                Variant = shop.Variants[0],
                Title = "Rain jacket",
                Sku = "RJ-1",
                Quantity = 2,
                UnitPrice = 40,
                TaxWithin = 12.77m,
            }
        );
        order.Lines.Add(line);
        order.Transactions.Add(
            shop.Add(
                new Transaction(shop.NextId())
                {
                    Order = order,
                    Kind = "SALE",
                    Gateway = "shopify_payments",
                    Amount = order.Total,
                    CreatedAt = order.CreatedAt,
                }
            )
        );
        var parcel = shop.Add(
            new Fulfillment(shop.NextId())
            {
                Order = order,
                Name = order.Name + "-F1",
                CreatedAt = order.CreatedAt.AddDays(1),
                DeliveredAt = order.CreatedAt.AddDays(3),
                DisplayStatus = "DELIVERED",
                Location = shop.Locations[0],
            }
        );
        parcel.Lines.Add(shop.Add(new FulfillmentLine(shop.NextId()) { Line = line, Quantity = 2 }));
        order.Fulfillments.Add(parcel);
        shop.Orders.Add(order);
        order.Customer?.Orders.Add(order);
        return order;
    }

    internal async Task<HttpResponseMessage> PostAsync(string path, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path))
        {
            Content = JsonContent.Create(body),
        };
        if (token is not null)
            request.Headers.Add("X-Shopify-Access-Token", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>The whole answer, errors and extensions included.</summary>
    internal async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        using var answer = await PostAsync(Path, new { query, variables }, Token);
        ((int)answer.StatusCode).ShouldBe(
            200,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>The data of an answer that must have no errors.</summary>
    internal async Task<JsonElement> DataAsync(string query, object? variables = null)
    {
        var answer = await AskAsync(query, variables);
        answer.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        return answer.GetProperty("data");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }
}
