using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot.Connectors.Sheets;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Connectors.Sheets;

public sealed class SheetsOptionsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("None", null)]
    [InlineData("Csv", null)]
    [InlineData("csv", "somewhere")]
    public void These_are_right(string? kind, string? folder) => Read(kind, folder).ShouldBeEmpty();

    [Theory]
    [InlineData("GoogleSheets", null, "Connectors:Sheets:Kind: 'GoogleSheets' is not known here: write Csv or None.")]
    [InlineData("Csv", " ", "Connectors:Sheets:Folder: is missing. The folder the log files lie in")]
    public void A_wrong_setting_says_what_would_be_right(string kind, string? folder, string says) =>
        Read(kind, folder).ShouldContain(problem => problem.StartsWith(says, StringComparison.Ordinal));

    [Fact]
    public void Every_setting_says_what_it_is_for()
    {
        foreach (var property in typeof(SheetsOptions).GetProperties())
            property.IsDefined(typeof(DescriptionAttribute), inherit: false).ShouldBeTrue(property.Name);
    }

    [Fact]
    public async Task Without_a_log_plans_run_through_and_the_record_says_so()
    {
        await using var host = new ConnectorHost([], (services, reader) => services.AddSheets(reader));
        await host.OpenAsync();
        host.Logged.ShouldContain(line => line.Contains("loops write no log", StringComparison.Ordinal));
        var done = await host.ActAsync(Logbook.Row(), Logbook.Key(1));
        done.ShouldBe(new Acted.Done("no log configured: not written"));
        (await host.ReadBackAsync(Logbook.Row(), Logbook.Key(1))).ShouldBe(
            new ReadBack.Took("no log configured: not written")
        );
    }

    private static IReadOnlyList<string> Read(string? kind, string? folder)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        if (kind is not null)
            values["Connectors:Sheets:Kind"] = kind;
        if (folder is not null)
            values["Connectors:Sheets:Folder"] = folder;
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        Should.NotThrow(() => new ServiceCollection().AddSheets(reader));
        return [.. reader.Problems.Select(problem => $"{problem.Key}: {problem.Says}")];
    }
}
