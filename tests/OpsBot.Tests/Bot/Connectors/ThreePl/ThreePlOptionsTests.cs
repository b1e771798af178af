using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Connectors.ThreePl;
using OpsBot.Bot.Settings;

namespace OpsBot.Tests.Bot.Connectors.ThreePl;

public sealed class ThreePlOptionsTests
{
    private static readonly Dictionary<string, string?> Good = new(StringComparer.Ordinal)
    {
        ["Kind"] = "ShipBob",
        ["Token"] = "pat",
        ["ChannelId"] = "1",
        ["FulfillmentCenterId"] = "2",
        ["WebhookSecret"] = Warehouse.Secret,
    };

    [Fact]
    public void A_token_two_numbers_and_a_secret_are_enough()
    {
        var (options, says) = Read();
        says.ShouldBeEmpty();
        options.BaseUrl.ShouldBe(new Uri("https://api.shipbob.com"));
    }

    [Theory]
    [InlineData("None")]
    [InlineData("none")]
    [InlineData(null)]
    public void A_shop_without_a_3PL_needs_no_settings(string? kind) =>
        Read(
            ("Kind", kind),
            ("Token", null),
            ("ChannelId", null),
            ("FulfillmentCenterId", null),
            ("WebhookSecret", null)
        )
            .Says.ShouldBeEmpty();

    [Theory]
    [InlineData("Kind", "ShipHero", "'ShipHero' is not known here: write ShipBob or None.")]
    [InlineData("Token", null, "is missing. ShipBob's personal access token")]
    [InlineData("ChannelId", null, "is missing. The number of the ShipBob channel")]
    [InlineData("ChannelId", "main", "main")]
    [InlineData("FulfillmentCenterId", null, "is missing.")]
    [InlineData("WebhookSecret", null, "is missing: without it no webhook can be trusted.")]
    [InlineData("WebhookSecret", "whsec_", "is not base64")]
    [InlineData("WebhookSecret", "whsec_not base64!", "is not base64, with or without whsec_ before it.")]
    [InlineData("BaseUrl", "http://api.example.com", "must be an https address, or http on this machine.")]
    [InlineData("CallbackUrl", "http://bot.example.com", "must be an https address, or http on this machine.")]
    public void A_wrong_setting_says_what_would_be_right(string key, string? value, string says) =>
        Read((key, value)).Says.ShouldContain(problem => problem.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void Every_setting_says_what_it_is_for()
    {
        foreach (var property in typeof(ThreePlOptions).GetProperties())
            property.IsDefined(typeof(DescriptionAttribute), inherit: false).ShouldBeTrue(property.Name);
    }

    private static (ThreePlOptions Options, IReadOnlyList<string> Says) Read(params (string, string?)[] changes)
    {
        var values = Good.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changes)
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(it => KeyValuePair.Create($"Connectors:ThreePl:{it.Key}", it.Value)))
            .Build();
        var reader = new SettingsReader(configuration);
        var options = reader.Read<ThreePlOptions>(ThreePlOptions.Section);
        Should.NotThrow(() => new ServiceCollection().AddThreePl(reader));
        return (options, [.. reader.Problems.Select(problem => $"{problem.Key}: {problem.Says}").Distinct()]);
    }
}
