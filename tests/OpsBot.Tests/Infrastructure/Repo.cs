using System.Runtime.CompilerServices;

namespace OpsBot.Tests.Infrastructure;

/// <summary>Where the project's own files lie, found from where this source file was compiled.</summary>
internal static class Repo
{
    internal static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", ".."));

    internal static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    internal static IEnumerable<string> Sources(string room) =>
        Directory
            .EnumerateFiles(PathTo(room), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("Migrations", StringComparison.Ordinal));

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
