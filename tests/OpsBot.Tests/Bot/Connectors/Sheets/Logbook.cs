using System.Text;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Connectors.Sheets;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Bot.Connectors.Sheets;

/// <summary>The connector with a folder of its own. Opening it again on the same folder is a restart.</summary>
internal sealed class Logbook : IAsyncDisposable
{
    private static readonly RunId Run = new("0f5m3k2nq8r7t6w1");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opsbot-log-");

    internal Logbook() => Connector = Connect();

    internal ConnectorHost Connector { get; private set; }

    internal string File => Path.Combine(folder.FullName, "log", "Returns.csv");

    /// <summary>Columns and rows as a spreadsheet sees them.</summary>
    internal IReadOnlyList<string[]> Rows
    {
        get
        {
            using var reader = CsvReader.Create(
                System.IO.File.ReadAllBytes(File),
                new CsvReaderOptions { HasHeader = false, Separator = ',' }
            );
            List<string[]> rows = [];
            while (reader.Read())
                rows.Add(reader.Current.ToArray());
            return rows;
        }
    }

    internal string Text => System.IO.File.ReadAllText(File, Encoding.UTF8);

    internal static EffectKey Key(int step) => new(Run, step);

    internal static LogRow Row(params (string Column, string Value)[] cells) =>
        new("Returns", [.. cells.Select(cell => new LogCell(cell.Column, cell.Value))]);

    internal Task<Acted> ActAsync(LogRow row, int step) => Connector.ActAsync(row, Key(step));

    internal async Task<bool> IsThereAsync(int step) =>
        await Connector.ReadBackAsync(Row(), Key(step)) is ReadBack.Took;

    internal async Task RestartAsync()
    {
        await Connector.DisposeAsync();
        Connector = Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await Connector.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private ConnectorHost Connect() =>
        new(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Connectors:Sheets:Kind"] = "Csv",
                ["Connectors:Sheets:Folder"] = Path.Combine(folder.FullName, "log"),
            },
            (services, reader) =>
                services
                    .AddSingleton(new ShopCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")))
                    .AddSheets(reader),
            clock: new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero))
        );
}
