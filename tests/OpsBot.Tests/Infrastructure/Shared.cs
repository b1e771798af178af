namespace OpsBot.Tests.Infrastructure;

/// <summary>Reference material that lies beside the project on some machines: recorded payloads and published schemas.</summary>
internal static class Shared
{
    /// <summary>The file's path; where it is absent the calling test ends as skipped and says so.</summary>
    internal static string Find(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Repo.Root, "..", "shared", path));
        if (!File.Exists(full) && !Directory.Exists(full))
            Assert.Skip($"skipped, not there: shared/{path}");
        return full;
    }

    internal static string Read(string path) => File.ReadAllText(Find(path));

    internal static byte[] Bytes(string path) => File.ReadAllBytes(Find(path));
}
