using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Connectors.Shopify;
using OpsBot.Bot.Settings;

namespace OpsBot.Tests.Bot.Connectors.Shopify;

public sealed class ShopifyOptionsTests
{
    private static readonly Dictionary<string, string?> Good = new(StringComparer.Ordinal)
    {
        ["ShopDomain"] = "your-shop.myshopify.com",
        ["AccessToken"] = "shpat_x",
        ["WebhookSecret"] = "shpss_x",
    };

    [Fact]
    public void A_shop_a_token_and_a_secret_are_enough()
    {
        var (options, says) = Read();
        says.ShouldBeEmpty();
        options.Address.ShouldBe(new Uri("https://your-shop.myshopify.com"));
        options.ApiVersion.ShouldBe("2026-10");
        options.PollInterval.ShouldBe(TimeSpan.FromMinutes(5));
        options.SigningSecret.ShouldBe("shpss_x");
    }

    [Fact]
    public void An_app_with_an_id_signs_with_its_client_secret_unless_told_otherwise()
    {
        var (options, says) = Read(
            ("AccessToken", null),
            ("WebhookSecret", null),
            ("ClientId", "id"),
            ("ClientSecret", "shpss_app")
        );
        says.ShouldBeEmpty();
        options.SigningSecret.ShouldBe("shpss_app");
    }

    [Theory]
    [InlineData("ShopDomain", null, "is missing. The shop's permanent domain at Shopify")]
    [InlineData("ShopDomain", "shop.example.com", "is not a shop's own domain: only your-shop.myshopify.com will do.")]
    [InlineData("ShopDomain", "evil.com/.myshopify.com", "is not a shop's own domain")]
    [InlineData("ShopDomain", "a.b.myshopify.com", "is not a shop's own domain")]
    [InlineData("ShopDomain", "-shop.myshopify.com", "is not a shop's own domain")]
    [InlineData("ShopDomain", "shop.myshopify.com\n", "is not a shop's own domain")]
    [InlineData("BaseUrl", "http://shop.example.com", "must be an https address, or http on this machine.")]
    [InlineData("BaseUrl", "ftp://127.0.0.1", "must be an https address, or http on this machine.")]
    [InlineData("BaseUrl", "/relative", "must be an https address, or http on this machine.")]
    [InlineData("CallbackUrl", "http://bot.example.com", "must be an https address, or http on this machine.")]
    [InlineData("ApiVersion", "latest", "is not a version: a year and 01, 04, 07 or 10.")]
    [InlineData("ApiVersion", "", "is missing.")]
    [InlineData(
        "AccessToken",
        null,
        "is missing: set it and ClientSecret, or, for an app of before 2026, AccessToken and WebhookSecret."
    )]
    [InlineData("ClientId", "id", "stands beside ClientId: set one of the two.")]
    [InlineData("WebhookSecret", null, "is missing: without it no webhook can be trusted.")]
    [InlineData("PollInterval", "00:00:01", "must lie between ten seconds and a day.")]
    [InlineData("PollInterval", "2.00:00:00", "must lie between ten seconds and a day.")]
    public void A_wrong_setting_says_what_would_be_right(string key, string? value, string says)
    {
        var (_, problems) = Read((key, value));
        problems.ShouldContain(problem => problem.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void An_id_without_its_secret_is_named_once_for_each_of_its_uses()
    {
        var (_, says) = Read(("AccessToken", null), ("ClientId", "id"), ("WebhookSecret", null));
        says.Count.ShouldBe(2);
        says[0].ShouldStartWith("Connectors:Shopify:ClientSecret: is missing: ClientId is of no use without it.");
        says[1].ShouldStartWith("Connectors:Shopify:WebhookSecret: is missing");
    }

    [Theory]
    [InlineData("http://127.0.0.1:5190/shopify")]
    [InlineData("http://localhost:5190")]
    [InlineData("https://pretend.example.com")]
    public void Another_address_may_stand_in_for_the_shop(string url) =>
        Read(("BaseUrl", url)).Options.Address.ShouldBe(new Uri(url));

    [Fact]
    public void Every_setting_says_what_it_is_for()
    {
        foreach (var property in typeof(ShopifyOptions).GetProperties())
            property
                .IsDefined(typeof(System.ComponentModel.DescriptionAttribute), inherit: false)
                .ShouldBeTrue(property.Name);
    }

    private static (ShopifyOptions Options, IReadOnlyList<string> Says) Read(params (string, string?)[] changes)
    {
        var values = Good.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changes)
            values[key] = value;
        var reader = new SettingsReader(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    values.Select(pair => KeyValuePair.Create($"{ShopifyOptions.Section}:{pair.Key}", pair.Value))
                )
                .Build()
        );
        var options = reader.Read<ShopifyOptions>(ShopifyOptions.Section);
        Should.NotThrow(() => new ServiceCollection().AddShopify(reader));
        return (options, [.. reader.Problems.Select(problem => $"{problem.Key}: {problem.Says}").Distinct()]);
    }
}
