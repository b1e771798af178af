namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>
/// Reads a file line by line as bytes, since what people saved may be in another encoding and has to stay as it is. A line
/// break inside quotes belongs to its cell.
/// </summary>
internal static class CsvScan
{
    /// <summary>The lines from where the stream stands; one after the other, never all at once.</summary>
    internal static IEnumerable<CsvLine> Read(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        List<byte> line = [];
        var (cells, quoted, end) = (1, false, stream.Position);
        while (stream.Read(buffer) is var read and > 0)
            for (var at = 0; at < read; at++)
            {
                end++;
                var it = buffer[at];
                line.Add(it);
                if (it == '"')
                    quoted = !quoted;
                else if (it == ',' && !quoted)
                    cells++;
                else if (it == '\n' && !quoted)
                {
                    yield return new CsvLine([.. line], cells, end, IsEnded: true);
                    (cells, line) = (1, []);
                }
            }

        if (line.Count > 0)
            yield return new CsvLine([.. line], cells, end, IsEnded: false) { IsOpen = quoted };
    }
}

/// <summary>One line of a file.</summary>
/// <param name="Bytes">All of it, its end included.</param>
/// <param name="Cells">How many cells it has.</param>
/// <param name="End">Where in the file the next line begins.</param>
/// <param name="IsEnded">A line break ends it.</param>
internal sealed record CsvLine(byte[] Bytes, int Cells, long End, bool IsEnded)
{
    /// <summary>It ends inside a quoted cell.</summary>
    internal bool IsOpen { get; init; }

    internal bool IsBlank => Text.IsEmpty;

    internal long Start => End - Bytes.Length;

    /// <summary>Without its end and without a byte order mark.</summary>
    internal ReadOnlySpan<byte> Text
    {
        get
        {
            var text = Bytes.AsSpan().TrimEnd("\r\n"u8);
            return Start == 0 && text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;
        }
    }

    /// <summary>What spreadsheets know UTF-8 by.</summary>
    internal static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The first cell's bytes; a key has no quotes in it.</summary>
    internal ReadOnlySpan<byte> First
    {
        get
        {
            var text = Text;
            var quoted = text.StartsWith("\""u8);
            text = quoted ? text[1..] : text;
            var end = text.IndexOf(quoted ? (byte)'"' : (byte)',');
            return end < 0 ? text : text[..end];
        }
    }

    /// <summary>It is all there is, and not all of the heading: a file that was begun and not finished.</summary>
    internal bool IsTornHeading =>
        !IsEnded && (Text.StartsWith("\"Run\""u8) || "\"Run\""u8.StartsWith(Text) || ByteOrderMark.StartsWith(Text));

    /// <summary>
    /// It is the file's last, without an end, and not all of it was written. We quote every cell: a line of ours is whole only
    /// where its last cell is closed.
    /// </summary>
    /// <param name="columns">How many cells it should have.</param>
    internal bool IsTorn(int columns) =>
        !IsEnded && (IsOpen || Cells < columns || (Text.StartsWith("\""u8) && !Text.EndsWith("\""u8)));
}
