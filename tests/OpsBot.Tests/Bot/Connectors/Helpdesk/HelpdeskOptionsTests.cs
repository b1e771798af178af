using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Connectors.Helpdesk;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Connectors.Helpdesk;

public sealed class HelpdeskOptionsTests
{
    private static readonly Dictionary<string, string?> Good = new(StringComparer.Ordinal)
    {
        ["Kind"] = "Zendesk",
        ["BaseUrl"] = "https://your-shop.zendesk.com",
        ["Email"] = "bot@shop.example",
        ["Token"] = "zt",
    };

    [Fact]
    public void An_address_an_agent_and_a_token_are_enough() => Read().ShouldBeEmpty();

    [Theory]
    [InlineData("Kind", "Gorgias", "'Gorgias' is not known here: write Zendesk or None.")]
    [InlineData("BaseUrl", null, "is missing. The helpdesk's address")]
    [InlineData("BaseUrl", "http://your-shop.zendesk.com", "must be an https address, or http on this machine.")]
    [InlineData("BaseUrl", "your-shop", "must be an https address")]
    [InlineData("Email", null, "is missing.")]
    [InlineData("Token", null, "is missing. A Zendesk API token")]
    public void A_wrong_setting_says_what_would_be_right(string key, string? value, string says) =>
        Read((key, value)).ShouldContain(problem => problem.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void Every_setting_says_what_it_is_for()
    {
        foreach (var property in typeof(HelpdeskOptions).GetProperties())
            property.IsDefined(typeof(DescriptionAttribute), inherit: false).ShouldBeTrue(property.Name);
    }

    [Fact]
    public async Task Without_a_helpdesk_plans_run_through_and_the_record_says_so()
    {
        await using var host = new ConnectorHost([], (services, reader) => services.AddHelpdesk(reader));
        await host.OpenAsync();
        host.Logged.ShouldContain(line => line.Contains("customers are not written to", StringComparison.Ordinal));
        foreach (var effect in new Effect[] { HelpdeskScene.Reply(), HelpdeskScene.Note() })
        {
            var done = await host.ActAsync(effect, HelpdeskScene.Key(1));
            done.ShouldBe(new Acted.Done("no helpdesk configured: not sent"));
            (await host.ReadBackAsync(effect, HelpdeskScene.Key(1))).ShouldBe(
                new ReadBack.Took("no helpdesk configured: not sent")
            );
        }
    }

    private static IReadOnlyList<string> Read(params (string, string?)[] changes)
    {
        var values = Good.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changes)
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(it => KeyValuePair.Create($"Connectors:Helpdesk:{it.Key}", it.Value)))
            .Build();
        var reader = new SettingsReader(configuration);
        Should.NotThrow(() => new ServiceCollection().AddHelpdesk(reader));
        return [.. reader.Problems.Select(problem => $"{problem.Key}: {problem.Says}")];
    }
}
