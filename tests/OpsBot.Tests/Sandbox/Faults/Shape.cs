using System.Text.Json;

namespace OpsBot.Tests.Sandbox.Faults;

/// <summary>Compares the shape of two JSON texts: every field of the recorded one must be there, with a value of its kind or null.</summary>
internal static class Shape
{
    internal static IEnumerable<string> Missing(JsonElement recorded, JsonElement ours, string at = "$")
    {
        if (recorded.ValueKind is JsonValueKind.Null || ours.ValueKind is JsonValueKind.Null)
            return [];
        if (recorded.ValueKind is JsonValueKind.Object && ours.ValueKind is JsonValueKind.Object)
            return recorded
                .EnumerateObject()
                .SelectMany(field =>
                    ours.TryGetProperty(field.Name, out var value)
                        ? Missing(field.Value, value, $"{at}.{field.Name}")
                        : [$"{at}.{field.Name}"]
                );
        if (recorded.ValueKind is JsonValueKind.Array && ours.ValueKind is JsonValueKind.Array)
            return recorded.GetArrayLength() > 0 && ours.GetArrayLength() > 0
                ? Missing(recorded[0], ours[0], at + "[0]")
                : [];
        return Kind(recorded) == Kind(ours) ? [] : [$"{at} is {ours.ValueKind}"];
    }

    private static JsonValueKind Kind(JsonElement element) =>
        element.ValueKind is JsonValueKind.False ? JsonValueKind.True : element.ValueKind;
}
