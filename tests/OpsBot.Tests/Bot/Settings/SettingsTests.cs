using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpsBot.Bot;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Settings;
using OpsBot.Sandbox;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Settings;

public sealed class SettingsTests
{
    private static readonly Uri Anywhere = new("http://127.0.0.1:9/");

    [Fact]
    public void A_shop_that_has_set_nothing_hears_of_every_key_what_it_is_for() => Approve.That(Problems([]).Explain());

    [Fact]
    public async Task Started_like_that_the_program_says_so_and_ends_with_2()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OpsBotHost).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var name in start.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal)).ToList()
        )
            start.Environment.Remove(name);
        using var bot = Process.Start(start)!;
        var said = await bot.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bot.WaitForExitAsync(TestContext.Current.CancellationToken);

        bot.ExitCode.ShouldBe(2);
        said.ShouldContain("Connectors:Shopify:ShopDomain");
        said.ShouldContain("dotnet run --project sandbox");
    }

    [Theory]
    [InlineData("Shop:TimeZone", "Mars/Olympus", "'Mars/Olympus' is not a time zone known here.")]
    [InlineData("Shop:Currency", "euro", "is not a currency.")]
    [InlineData("Store:Provider", "Oracle", "is not known. Sqlite: a file on this machine.")]
    [InlineData("Store:ConnectionString", "Data Source=a.db;Password=open", "holds a password.")]
    [InlineData("Store:ConnectionString", "Host=db.internal", "does not fit Sqlite.")]
    [InlineData("Store:ConnectionString", "opsbot.db", "does not fit Sqlite.")]
    [InlineData("Loops:Returns:Limits:ParcelWithinDays", "0", "must be between 1 and 365.")]
    [InlineData("Loops:Returns:Limits:ParcelWithinDays", "soon", "Failed to convert")]
    [InlineData("Loops:Returns:Trips:DeadShare", "2", "must be between 0 and 1.")]
    [InlineData("Loops:Returns:ResumePerSecond", "0", "must be between 1 and 1000.")]
    [InlineData("Connectors:ThreePl:CallsPerMinute", "0", "must be between 1 and 100000.")]
    [InlineData("Loops:Returns:Rules:6:When:value", "<= cheap", "cheap")]
    [InlineData("Loops:Returns:Rules:6:When:valeu", "<= 5", "did you mean value?")]
    [InlineData("Loops:Returns:Approvers:0", "boss", "names boss, which is no role. There are: agent, lead")]
    [InlineData("Connectors:Helpdesk:Kind", "Freshdesk", "Freshdesk")]
    public void A_wrong_value_is_named_with_what_would_be_right(string key, string value, string says)
    {
        var settings = BotSettings.For(Anywhere, Anywhere, Path.GetTempPath());
        settings[key] = value;
        Problems(settings).Explain().ShouldContain(says);
    }

    [Fact]
    public void A_secret_in_a_settings_file_is_refused_by_name_and_not_repeated()
    {
        var folder = Directory.CreateTempSubdirectory("opsbot-");
        var file = Path.Combine(folder.FullName, "appsettings.json");
        File.WriteAllText(
            file,
            """{"Channels":{"Slack":{"BotToken":"xoxb-1-very-secret","SigningSecret":"","Channel":"C0OPS"}}}"""
        );
        var reader = new SettingsReader(
            new ConfigurationBuilder()
                .AddJsonFile(file)
                .AddInMemoryCollection([new("Channels:Slack:SigningSecret", "from elsewhere")])
                .Build()
        );
        reader.Read<SlackOptions>(SlackOptions.Section);
        folder.Delete(recursive: true);

        var problem = reader.Problems.ShouldHaveSingleItem();
        problem.Key.ShouldBe("Channels:Slack:BotToken");
        problem.Says.ShouldStartWith("is a secret and stands in appsettings.json.");
        problem.Says.ShouldContain("Channels__Slack__BotToken");
        problem.Says.ShouldNotContain("very-secret");
    }

    private static SettingsException Problems(Dictionary<string, string?> settings) =>
        Should.Throw<SettingsException>(() => OpsBotHost.Build([], settings));
}
