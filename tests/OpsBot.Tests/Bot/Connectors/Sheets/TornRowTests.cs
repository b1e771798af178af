using System.Text;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Bot.Connectors.Sheets;

/// <summary>The machine may stop in the middle of a row.</summary>
public sealed class TornRowTests : IAsyncLifetime
{
    private static readonly LogRow First = Logbook.Row(("Return", "a"), ("Said", "one"), ("Goods", "x"));
    private static readonly LogRow Second = Logbook.Row(("Return", "b"), ("Said", "\"two\",\r\n=3"), ("Goods", "yü"));

    private readonly Logbook logbook = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => logbook.DisposeAsync();

    [Fact]
    public async Task Wherever_a_row_broke_off_it_is_written_anew_and_nothing_else_is_touched()
    {
        await logbook.ActAsync(First, 1);
        var before = new FileInfo(logbook.File).Length;
        await logbook.ActAsync(Second, 2);
        var whole = await File.ReadAllBytesAsync(logbook.File, Stop);
        for (var left = before + 1; left < whole.Length; left++)
        {
            await File.WriteAllBytesAsync(logbook.File, whole[..(int)left], Stop);
            await logbook.RestartAsync();
            var isWhole = left >= whole.Length - 2;
            (await logbook.IsThereAsync(2)).ShouldBe(isWhole, $"{left} of {whole.Length} bytes");
            await logbook.ActAsync(Second, 2);
            await logbook.ActAsync(Logbook.Row(("Return", "c")), 3);
            logbook.Rows.Select(row => row[2]).ShouldBe(["Return", "a", "b", "c"], $"{left} of {whole.Length} bytes");
            logbook.Rows[2][3..].ShouldBe(["\"two\",\r\n=3", "yü"]);
        }
    }

    [Fact]
    public async Task What_broke_off_is_kept_beside_and_told()
    {
        await logbook.ActAsync(First, 1);
        await File.AppendAllTextAsync(logbook.File, "\"0f5m3k2nq8r7t6w1.2\",\"2026", Stop);
        await logbook.ActAsync(Logbook.Row(("Return", "c")), 3);
        logbook.Rows.Select(row => row[2]).ShouldBe(["Return", "a", "c"]);
        (await File.ReadAllTextAsync(logbook.File + ".torn", Stop)).ShouldBe("\"0f5m3k2nq8r7t6w1.2\",\"2026");
        logbook.Connector.Logged.ShouldContain(line => line.Contains("26 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wherever_the_heading_broke_off_the_file_is_begun_anew()
    {
        await logbook.ActAsync(First, 1);
        var whole = await File.ReadAllBytesAsync(logbook.File, Stop);
        var heading = whole.AsSpan().IndexOf((byte)'\n');
        for (var left = 0; left <= heading; left++)
        {
            await File.WriteAllBytesAsync(logbook.File, whole[..left], Stop);
            await logbook.RestartAsync();
            (await logbook.IsThereAsync(1)).ShouldBeFalse();
            await logbook.ActAsync(First, 1);
            (await File.ReadAllBytesAsync(logbook.File, Stop)).ShouldBe(whole, $"{left} bytes");
        }
    }

    [Fact]
    public async Task A_last_row_that_an_editor_left_without_its_end_is_not_lost()
    {
        await logbook.ActAsync(First, 1);
        await File.WriteAllTextAsync(
            logbook.File,
            "Run,At,Return,Said,Goods\nr.1,,a,one,x\nr.2,,b,two,",
            Encoding.UTF8,
            Stop
        );
        await logbook.ActAsync(Second, 3);
        logbook.Rows.Select(row => row[2]).ShouldBe(["Return", "a", "b", "b"]);
    }

    [Fact]
    public async Task A_trial_to_make_the_file_anew_that_was_left_lying_does_not_matter()
    {
        await logbook.ActAsync(First, 1);
        await File.WriteAllTextAsync(logbook.File + ".new", new string('x', 5000), Stop);
        await logbook.ActAsync(Logbook.Row(("Return", "b"), ("New", "n")), 2);
        logbook.Rows.Count.ShouldBe(3);
        File.Exists(logbook.File + ".new").ShouldBeFalse();
    }
}
