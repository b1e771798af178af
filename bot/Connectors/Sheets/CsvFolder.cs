using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>The folder the log files lie in.</summary>
internal sealed partial class CsvFolder(SheetsOptions options, ILogger<CsvFile> logger) : IDisposable
{
    private readonly string folder = Path.GetFullPath(options.Folder);

    // Some file systems tell names apart by case and some do not: one file, one lock.
    private readonly ConcurrentDictionary<string, CsvFile> files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file of a log; nothing where its name could lead out of the folder.</summary>
    internal CsvFile? Find(string sheet) =>
        Plain().IsMatch(sheet)
            ? files.GetOrAdd(sheet, name => new CsvFile(Path.Combine(folder, name + ".csv"), logger))
            : null;

    public void Dispose()
    {
        foreach (var file in files.Values)
            file.Dispose();
    }

    [GeneratedRegex(@"\A[\p{L}\p{N}][\p{L}\p{N}_ -]{0,80}\z", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
