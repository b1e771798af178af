using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>What is known of a file without reading it again: its columns, and which effects have a row in it.</summary>
internal sealed class CsvIndex
{
    private readonly HashSet<UInt128> keys = [];

    private CsvIndex() { }

    /// <summary>The columns as they stand in the file.</summary>
    internal IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>How long the file was then: where it is longer or shorter now, somebody else wrote to it.</summary>
    internal long Length { get; private set; }

    /// <summary>The last line has no end.</summary>
    internal bool EndsOpen { get; private set; }

    /// <summary>A line at the end of which only a part was written, and where it begins.</summary>
    internal long? TornAt { get; private set; }

    /// <summary>Reads a whole file once.</summary>
    /// <param name="file">The file, read from its beginning.</param>
    /// <param name="name">Its name, for what is wrong with it.</param>
    /// <exception cref="OutsideException">It is no log of ours.</exception>
    internal static CsvIndex Of(FileStream file, string name)
    {
        var index = new CsvIndex { Length = file.Length };
        file.Position = 0;
        foreach (var line in CsvScan.Read(file))
        {
            if (index.Columns.Count == 0 && line.IsTornHeading)
                index.TornAt = 0;
            else if (index.Columns.Count == 0)
                index.Columns = Heading(line, name);
            else if (line.IsTorn(index.Columns.Count))
                index.TornAt = line.Start;
            else if (!line.IsBlank)
                index.keys.Add(Print(line.First));
            index.EndsOpen = !line.IsEnded && index.TornAt is null;
        }

        return index;
    }

    internal bool Has(string key) => keys.Contains(Print(Encoding.UTF8.GetBytes(key)));

    /// <summary>The file was written to.</summary>
    internal void Wrote(IEnumerable<CsvRow> rows, long length)
    {
        foreach (var row in rows)
            keys.Add(Print(Encoding.UTF8.GetBytes(row.Run)));
        (Length, EndsOpen) = (length, false);
    }

    private static IReadOnlyList<string> Heading(CsvLine line, string name)
    {
        var columns = CsvText.Cells(line.Text.ToArray());
        if (columns.Length > 1 && columns[0] == CsvRow.RunColumn)
            return columns;
        throw FileFailures.Unfit(
            CsvFile.System,
            $"{name} does not begin with the columns {CsvRow.RunColumn}, {CsvRow.AtColumn}: was it saved with another separator? "
                + "Move it away and a new one is begun."
        );
    }

    /// <summary>Sixteen bytes instead of a text, since there is one for every row.</summary>
    private static UInt128 Print(ReadOnlySpan<byte> key) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(key).AsSpan(0, 16));
}
