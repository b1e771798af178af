using System.Collections.Concurrent;

namespace OpsBot.Sandbox.Faults;

/// <summary>The last requests that the pretend systems got. An entry is there before its caller sees the answer.</summary>
internal sealed class ServerLog(int capacity = 20_000)
{
    private readonly ConcurrentQueue<ServerLogEntry> entries = new();

    internal IReadOnlyCollection<ServerLogEntry> Entries => entries;

    internal IEnumerable<ServerLogEntry> Of(string system) => entries.Where(entry => entry.System == system);

    internal void Write(ServerLogEntry entry)
    {
        entries.Enqueue(entry);
        while (entries.Count > capacity)
            entries.TryDequeue(out _);
    }
}

/// <summary>One request a pretend system got. The status is what the caller saw, 0 where the connection broke before any answer.</summary>
internal sealed record ServerLogEntry(string System, string Method, string Path, int Status, DateTimeOffset At);
