using System.Runtime.ExceptionServices;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>
/// One log file and the turn-taking at it. Rows that come at the same time are written in one go, and a go is on disk before
/// any of its rows counts as written.
/// </summary>
/// <param name="path">Where it lies.</param>
/// <param name="logger">Takes what was mended.</param>
internal sealed class CsvFile(string path, ILogger<CsvFile> logger) : IDisposable
{
    /// <summary>What log files are called in failures.</summary>
    internal const string System = "log";

    private readonly CsvDisk disk = new(path, logger);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock queue = new();
    private List<Waiting> waiting = [];

    internal string Name { get; } = Path.GetFileName(path);

    /// <summary>There is a row for an effect.</summary>
    /// <exception cref="OutsideException">The file cannot be read.</exception>
    internal async Task<bool> HasAsync(string key, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return OnDisk(() => disk.Has(key));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Adds a row, unless its effect has one already.</summary>
    /// <exception cref="OutsideException">The file cannot be written.</exception>
    internal async Task AppendAsync(CsvRow row, CancellationToken cancel)
    {
        var mine = new Waiting(row);
        lock (queue)
            waiting.Add(mine);
        // Whoever comes in first writes for all that wait. A row whose caller left is written too: its key keeps it single.
        await gate.WaitAsync(cancel);
        try
        {
            if (!mine.IsSettled)
                WriteWaiting();
        }
        finally
        {
            gate.Release();
        }

        if (mine.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose() => gate.Dispose();

    private void WriteWaiting()
    {
        List<Waiting> all;
        lock (queue)
            (all, waiting) = (waiting, []);
        List<CsvRow> rows = [.. all.Select(one => one.Row).DistinctBy(row => row.Run, StringComparer.Ordinal)];
        OutsideException? failure = null;
        try
        {
            OnDisk(() => disk.Write(rows));
        }
        catch (OutsideException error)
        {
            failure = error;
        }

        foreach (var one in all)
            (one.IsSettled, one.Failure) = (true, failure);
    }

    /// <summary>A row is known by its key, so whatever went wrong, it may be tried again.</summary>
    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException error)
        {
            throw FileFailures.InTheWay(System, Name, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw FileFailures.Unfit(System, $"{Name} may not be written", error);
        }
    }

    /// <summary>Touched by whoever is at the gate, and by its own caller after that.</summary>
    private sealed class Waiting(CsvRow row)
    {
        internal CsvRow Row => row;

        internal bool IsSettled { get; set; }

        internal OutsideException? Failure { get; set; }
    }
}
