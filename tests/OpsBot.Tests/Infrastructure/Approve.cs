using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsBot.Tests.Infrastructure;

/// <summary>
/// Holds a text against the approved one beside the test (<c>Approved/Class.Test.txt</c>). A difference fails the test and
/// leaves <c>.received.txt</c> next to it; <c>./x approve</c> accepts what was received.
/// </summary>
internal static class Approve
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void That(
        string received,
        string? part = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = ""
    )
    {
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "Approved");
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{test}{(part is null ? "" : "." + part)}";
        var approved = Path.Combine(folder, name + ".txt");
        var kept = Path.Combine(folder, name + ".received.txt");
        received = received.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == received)
        {
            File.Delete(kept);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(kept, received);
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "(nothing was approved yet)\n";
        throw new ShouldAssertException(
            $"{name} differs from what was approved; if it is right, run ./x approve.\n--- approved\n{expected}--- received\n{received}"
        );
    }

    internal static void ThatJson(
        object received,
        string? part = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = ""
    )
    {
        var element = received is string text
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : JsonSerializer.SerializeToElement(received);
        That(JsonSerializer.Serialize(element, Readable), part, file, test);
    }
}
