using System.Text.Json;

namespace OpsBot.Tests.Sandbox.Slack;

/// <summary>Holds a payload of ours against a recorded one: every key of it, and none that Slack was never seen to send.</summary>
internal static class SameKeys
{
    internal static void Check(JsonElement ours, JsonElement recorded, JsonElement known)
    {
        var keys = Of(ours);
        Of(recorded).Where(key => !keys.Contains(key)).ShouldBeEmpty("left out");
        keys.Where(key => !Of(recorded).Contains(key) && !Of(known).Contains(key)).ShouldBeEmpty("made up");
    }

    private static HashSet<string> Of(JsonElement element) =>
        element.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
}
