using System.Globalization;

namespace OpsBot.Bench.Speed.Machine;

/// <summary>Reads the kernel's files of names and numbers.</summary>
internal static class ProcFile
{
    /// <summary>The number that follows a name at the beginning of a line.</summary>
    internal static long Number(string file, string name) =>
        long.Parse(Text(file, name).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>What follows a name at the beginning of a line; empty where there is no such line.</summary>
    internal static string Text(string file, string name) =>
        File.ReadLines(file)
            .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            ?[name.Length..].Trim(' ', '\t', ':')
        ?? "";
}
