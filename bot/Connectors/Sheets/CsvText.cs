using CsvHelper;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>
/// Rows as text and back. Every cell is quoted, so that a row that broke off is told from a whole one, and no cell comes alive
/// in a spreadsheet.
/// </summary>
internal static class CsvText
{
    /// <summary>Spreadsheets run what begins with these; the wide forms too, where they are set for East Asian text.</summary>
    private const string Dangerous = "=+-@＝＋－＠";

    private static readonly CsvWriterOptions Writing = new() { Quoting = CsvQuoting.Always };
    private static readonly CsvReaderOptions Reading = new() { HasHeader = false, Separator = ',' };

    /// <summary>One line with its end, in UTF-8.</summary>
    internal static byte[] Line(IEnumerable<string> cells)
    {
        using var bytes = new MemoryStream();
        using (var writer = CsvWriter.Create(bytes, Writing, leaveOpen: true))
            writer.WriteRecord([.. cells.Select(Inert)]);
        return bytes.ToArray();
    }

    /// <summary>The cells of one line.</summary>
    internal static string[] Cells(byte[] line)
    {
        using var reader = CsvReader.Create(line, Reading);
        return reader.Read() ? reader.Current.ToArray() : [];
    }

    /// <summary>
    /// The text as a spreadsheet shows it without running it: with an apostrophe before what would be a formula, be it behind
    /// blanks. owasp.org/www-community/attacks/CSV_Injection
    /// </summary>
    internal static string Inert(string text)
    {
        var start = text.AsSpan().TrimStart("\t\r\n \u00A0\uFEFF\u200B");
        var isFormula = start.Length > 0 && Dangerous.Contains(start[0], StringComparison.Ordinal);
        return isFormula || text.StartsWith('\t') || text.StartsWith('\r') ? "'" + text : text;
    }
}
