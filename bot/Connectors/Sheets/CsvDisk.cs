namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>
/// What one log file goes through on disk, one caller at a time. A row that broke off when the machine did is taken out before
/// the next is written; new columns make the file anew beside the old one, which it then replaces.
/// </summary>
/// <param name="path">Where the file lies.</param>
/// <param name="logger">Takes what was mended.</param>
internal sealed partial class CsvDisk(string path, ILogger logger)
{
    private readonly string name = Path.GetFileName(path);
    private CsvIndex? index;

    /// <summary>There is a row for an effect.</summary>
    internal bool Has(string key)
    {
        if (!File.Exists(path))
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Known(file).Has(key);
    }

    /// <summary>Adds the rows of effects that have none.</summary>
    /// <returns>How many were new.</returns>
    internal int Write(IReadOnlyList<CsvRow> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var columns = rows.SelectMany(row => row.Columns).Distinct(StringComparer.Ordinal);
        if (Missing(columns) is { Count: > 0 } missing)
            Widen(missing);
        using var file = Open();
        return Append(file, Known(file), rows);
    }

    /// <summary>The columns the file does not have yet.</summary>
    private List<string> Missing(IEnumerable<string> columns)
    {
        using var file = Open();
        if (Known(file).TornAt is { } torn)
            CutOff(file, torn);
        return [.. columns.Except(Known(file).Columns, StringComparer.Ordinal)];
    }

    private static int Append(FileStream file, CsvIndex known, IReadOnlyList<CsvRow> rows)
    {
        var fresh = rows.Where(row => !known.Has(row.Run)).ToList();
        var lines = fresh.SelectMany(row => CsvText.Line(known.Columns.Select(column => row[column])));
        byte[] bytes = [.. known.EndsOpen ? "\r\n"u8 : [], .. lines];
        file.Position = file.Length;
        file.Write(bytes);
        file.Flush(flushToDisk: true);
        known.Wrote(fresh, file.Length);
        return fresh.Count;
    }

    /// <summary>What was there stays as it was, byte for byte, with empty cells in the new columns.</summary>
    private void Widen(List<string> missing)
    {
        var beside = path + ".new";
        using (var old = Open())
        using (var made = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            List<string> columns = [.. Known(old).Columns, .. missing];
            made.Write(CsvLine.ByteOrderMark);
            made.Write(CsvText.Line(columns));
            old.Position = 0;
            foreach (var line in CsvScan.Read(old).Skip(1))
            {
                made.Write(line.Text);
                for (var cell = line.Cells; cell < columns.Count && !line.IsBlank; cell++)
                    made.Write(",\"\""u8);
                made.Write("\r\n"u8);
            }

            made.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        index = null;
    }

    /// <summary>Its effect was never told as done, so its row is written anew. What stood there is kept beside the file.</summary>
    private void CutOff(FileStream file, long at)
    {
        var torn = new byte[file.Length - at];
        file.Position = at;
        file.ReadExactly(torn);
        using (var beside = new FileStream(path + ".torn", FileMode.Append, FileAccess.Write, FileShare.None))
            beside.Write(torn);
        file.SetLength(at);
        Log.Mended(logger, name, torn.Length);
    }

    private CsvIndex Known(FileStream file) =>
        index is { } known && known.Length == file.Length ? known : index = CsvIndex.Of(file, name);

    /// <summary>Others may read meanwhile. Where a spreadsheet holds the file, this fails.</summary>
    private FileStream Open() => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "{File} ended in a row that was not written to its end: its {Bytes} bytes now lie in {File}.torn, and the row is written anew"
        )]
        internal static partial void Mended(ILogger logger, string file, int bytes);
    }
}
