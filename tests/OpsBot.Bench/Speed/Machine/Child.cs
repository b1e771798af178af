using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpsBot.Bench.Speed.Machine;

/// <summary>
/// A process of its own for what is measured, run with the bot's own runtime settings, and what the kernel knows of it.
/// </summary>
internal sealed class Child : IDisposable
{
    private const int KeptLines = 40;
    private static readonly string Folder = Path.GetDirectoryName(typeof(Child).Assembly.Location)!;
    private readonly ConcurrentQueue<string> said = new();
    private readonly Process process;

    private Child(Process process) => this.process = process;

    /// <summary>The last lines it said.</summary>
    internal string Said => string.Join('\n', said);

    internal int Id => process.Id;

    /// <summary>Processor time so far, of all its threads, in user and kernel mode.</summary>
    internal TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of it that are in memory (VmRSS).</summary>
    internal long Memory => ProcFile.Number($"/proc/{process.Id}/status", "VmRSS:") * 1024;

    /// <summary>Bytes it caused to be written to the disk (write_bytes).</summary>
    internal long Written => ProcFile.Number($"/proc/{process.Id}/io", "write_bytes:");

    internal bool HasExited => process.HasExited;

    internal static Child Start(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        string[] all =
        [
            "exec",
            "--runtimeconfig",
            Path.Combine(Folder, "OpsBot.Bot.runtimeconfig.json"),
            "--depsfile",
            Path.Combine(Folder, "OpsBot.Bench.deps.json"),
            typeof(Child).Assembly.Location,
            .. arguments,
        ];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        var child = new Child(Process.Start(start)!);
        child.process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child.process.BeginOutputReadLine();
        return child;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        said.Enqueue(line);
        while (said.Count > KeptLines)
            said.TryDequeue(out _);
    }
}
