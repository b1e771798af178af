using System.Text;
using System.Text.Json;
using OpsBot.Bot.Connectors.Sheets;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Connectors.Sheets;

public sealed class LogRowTests : IAsyncLifetime
{
    private readonly Logbook logbook = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => logbook.DisposeAsync();

    [Fact]
    public async Task A_row_says_which_run_wrote_it_and_when_by_the_shops_clock()
    {
        (await logbook.IsThereAsync(1)).ShouldBeFalse();
        var done = await logbook.ActAsync(Logbook.Row(("Return", "#1042-R1"), ("Goods", "1 × Zelt „Süd“, rot")), 1);
        done.ShouldBe(new Acted.Done("Returns.csv"));
        logbook.Rows.ShouldBe([
            ["Run", "At", "Return", "Goods"],
            ["0f5m3k2nq8r7t6w1.1", "2026-11-24 10:00:00", "#1042-R1", "1 × Zelt „Süd“, rot"],
        ]);
        var bytes = await File.ReadAllBytesAsync(logbook.File, TestContext.Current.CancellationToken);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF], "spreadsheets know UTF-8 by it");
        (await logbook.IsThereAsync(1)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_effect_has_one_row_however_often_it_is_tried()
    {
        await logbook.ActAsync(Logbook.Row(("Return", "a")), 1);
        await logbook.ActAsync(Logbook.Row(("Return", "a")), 1);
        await logbook.RestartAsync();
        (await logbook.IsThereAsync(1)).ShouldBeTrue();
        await logbook.ActAsync(Logbook.Row(("Return", "a")), 1);
        await logbook.ActAsync(Logbook.Row(("Return", "b")), 12);
        logbook.Rows.Select(row => row[2]).ShouldBe(["Return", "a", "b"]);
    }

    [Fact]
    public async Task A_hundred_rows_at_once_are_a_hundred_rows()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(at => Task.Run(() => logbook.ActAsync(Logbook.Row(("No", $"{at % 100}")), at % 100)))
        );
        logbook
            .Rows.Skip(1)
            .Select(row => row[2])
            .Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 100).Select(at => $"{at}").Order(StringComparer.Ordinal));
        await logbook.RestartAsync();
        for (var at = 0; at < 100; at++)
            (await logbook.IsThereAsync(at)).ShouldBeTrue();
    }

    public static TheoryData<string, string> Dangerous() =>
        new()
        {
            { "=1+1", "'=1+1" },
            { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
            { "+441234", "'+441234" },
            { "-5", "'-5" },
            { "@SUM(A1)", "'@SUM(A1)" },
            { "\t=1", "'\t=1" },
            { "\r=1", "'\r=1" },
            { "\n=1", "'\n=1" },
            { "  =1", "'  =1" },
            { "\u200B=1", "'\u200B=1" },
            { "＝1+1", "'＝1+1" },
            { "＋1", "'＋1" },
            { "－1", "'－1" },
            { "＠SUM", "'＠SUM" },
            { "\tx", "'\tx" },
            { "normal", "normal" },
            { "a=b", "a=b" },
            { "say \"=1\", then\r\nleave", "say \"=1\", then\r\nleave" },
            { "", "" },
        };

    [Theory]
    [MemberData(nameof(Dangerous))]
    public async Task Nothing_a_customer_wrote_comes_alive_in_a_spreadsheet(string text, string cell)
    {
        await logbook.ActAsync(Logbook.Row(("Said", text), ("After", "x")), 1);
        logbook.Rows[1][2..].ShouldBe([cell, "x"]);
    }

    [Fact]
    public void The_published_cases_are_judged_as_published()
    {
        var cases = JsonSerializer.Deserialize<JsonElement>(
            Shared.Read("fixtures/sheets/csv/formula-injection-cases.json")
        );
        foreach (var one in cases.GetProperty("cases").EnumerateArray())
        {
            var text = one.GetProperty("in").GetString()!;
            CsvText.Inert(text).ShouldBe(one.GetProperty("dangerous").GetBoolean() ? "'" + text : text);
        }
    }

    [Fact]
    public async Task New_columns_come_last_and_old_rows_stay_as_they_were()
    {
        await logbook.ActAsync(Logbook.Row(("Return", "a\r\nb"), ("Said", "=1")), 1);
        // Somebody saved a row in an older encoding: its bytes are not ours to change.
        byte[] latin = [.. "by hand,,Gr"u8, 0xFC, .. "n\r\n\r\n"u8];
        await using (var file = new FileStream(logbook.File, FileMode.Append))
            await file.WriteAsync(latin, TestContext.Current.CancellationToken);
        await logbook.ActAsync(Logbook.Row(("Refund", "49.00"), ("Return", "c"), ("=x", "y")), 2);
        var rows = logbook.Rows;
        rows[0].ShouldBe(["Run", "At", "Return", "Said", "Refund", "'=x"]);
        rows[1][2..].ShouldBe(["a\r\nb", "'=1", "", ""]);
        rows[2].Length.ShouldBe(6);
        rows[3][2..].ShouldBe(["c", "", "49.00", "y"]);
        var bytes = await File.ReadAllBytesAsync(logbook.File, TestContext.Current.CancellationToken);
        bytes.AsSpan().IndexOf(latin.AsSpan(9, 4)).ShouldBeGreaterThan(0);
        (await logbook.IsThereAsync(1)).ShouldBeTrue();
        await logbook.ActAsync(Logbook.Row(("=x", "z")), 3);
        logbook.Rows[4].ShouldBe(["0f5m3k2nq8r7t6w1.3", "2026-11-24 10:00:00", "", "", "", "z"]);
    }

    [Fact]
    public async Task A_file_that_is_open_elsewhere_is_tried_again_later()
    {
        await logbook.ActAsync(Logbook.Row(("Return", "a")), 1);
        await using (new FileStream(logbook.File, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var failure = await Should.ThrowAsync<OutsideException>(() =>
                logbook.ActAsync(Logbook.Row(("Return", "b")), 2)
            );
            failure.Kind.ShouldBe(FailureKind.Safe);
            failure.Message.ShouldBe("log: Returns.csv cannot be written now: is it open in another program?");
        }

        await logbook.ActAsync(Logbook.Row(("Return", "b")), 2);
        logbook.Rows.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("Run;At;Return\r\nx;y;z\r\n")]
    [InlineData("Something else\r\n")]
    public async Task A_file_that_is_no_log_is_left_alone(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(logbook.File)!);
        await File.WriteAllTextAsync(logbook.File, content, TestContext.Current.CancellationToken);
        var failure = await Should.ThrowAsync<OutsideException>(() =>
            logbook.ActAsync(Logbook.Row(("Return", "b")), 2)
        );
        failure.Kind.ShouldBe(FailureKind.Broken);
        failure.Message.ShouldContain("was it saved with another separator?");
        logbook.Text.ShouldBe(content);
    }

    [Theory]
    [InlineData("../Returns")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData(".hidden")]
    public async Task A_name_does_not_lead_out_of_the_folder(string sheet)
    {
        var row = Logbook.Row(("Return", "a")) with { Sheet = sheet };
        (await logbook.ActAsync(row, 1)).ShouldBeOfType<Acted.Refused>();
        (await logbook.Connector.ReadBackAsync(row, Logbook.Key(1))).ShouldBeOfType<ReadBack.DidNotTake>();
    }

    [Fact]
    public async Task A_file_is_read_once_and_again_only_where_somebody_else_wrote_to_it()
    {
        await logbook.ActAsync(Logbook.Row(("Return", "a")), 1);
        var bytes = await File.ReadAllBytesAsync(logbook.File, TestContext.Current.CancellationToken);
        var changed = Encoding.UTF8.GetString(bytes).Replace("w1.1\"", "w1.7\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(logbook.File, changed, TestContext.Current.CancellationToken);
        (await logbook.IsThereAsync(1)).ShouldBeTrue("the file is as long as it was, so it is not read");
        await File.AppendAllTextAsync(logbook.File, "by hand,,x\n", TestContext.Current.CancellationToken);
        (await logbook.IsThereAsync(1)).ShouldBeFalse();
        (await logbook.IsThereAsync(7)).ShouldBeTrue();
    }
}
