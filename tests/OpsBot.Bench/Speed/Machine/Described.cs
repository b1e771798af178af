using System.Runtime.InteropServices;

namespace OpsBot.Bench.Speed.Machine;

/// <summary>What the bench ran on: figures of two machines are not to be compared.</summary>
internal static class Described
{
    internal static IReadOnlyDictionary<string, string> Of(string folder) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Processor"] = $"{Read("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores",
            ["Kernel"] = RuntimeInformation.OSDescription,
            [".NET"] = RuntimeInformation.FrameworkDescription,
            ["Memory"] = Read("/proc/meminfo", "MemTotal"),
            ["Disk"] = Disk(folder),
            ["Busy before"] = Read("/proc/loadavg", "") + " (load average)",
        };

    private static string Read(string file, string name) =>
        File.Exists(file) ? ProcFile.Text(file, name) : "not readable";

    /// <summary>The file system of the folder, its device, and whether that turns.</summary>
    private static string Disk(string folder)
    {
        var drive = DriveInfo
            .GetDrives()
            .Where(drive => Path.GetFullPath(folder).StartsWith(drive.Name, StringComparison.Ordinal))
            .MaxBy(drive => drive.Name.Length);
        if (drive is null || !File.Exists("/proc/mounts"))
            return "not readable";
        var device = File.ReadLines("/proc/mounts")
            .Select(line => line.Split(' '))
            .LastOrDefault(parts => parts[1] == drive.Name)
            ?[0];
        var turns =
            $"/sys/block/{Path.GetFileName(device)?.TrimEnd('1', '2', '3', '4', '5', '6', '7', '8', '9')}/queue/rotational";
        var kind = File.Exists(turns)
            ? (File.ReadAllText(turns).Trim() == "0" ? "solid-state, says the kernel" : "rotational, says the kernel")
            : "of a kind the kernel does not tell";
        return $"{drive.DriveFormat} on {device}, {kind}";
    }
}
