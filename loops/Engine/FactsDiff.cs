using System.Text.Json;

namespace OpsBot.Loops.Engine;

/// <summary>Says what changed between two sets of facts, a line each, for the card.</summary>
public static class FactsDiff
{
    private const int MostLines = 8;

    /// <summary>What is different in <paramref name="after"/>.</summary>
    /// <param name="before">Facts as a run keeps them.</param>
    /// <param name="after">Facts as a run keeps them.</param>
    public static IReadOnlyList<string> Between(string? before, string? after)
    {
        var old = Leaves(before);
        var now = Leaves(after);
        var lines = now.Where(leaf => !old.TryGetValue(leaf.Key, out var was) || was != leaf.Value)
            .Select(leaf => $"{leaf.Key}: {old.GetValueOrDefault(leaf.Key, "nothing")} → {leaf.Value}")
            .Concat(old.Keys.Where(key => !now.ContainsKey(key)).Select(key => $"{key}: {old[key]} → nothing"))
            .ToList();
        return lines.Count <= MostLines
            ? lines
            : [.. lines.Take(MostLines), $"and {lines.Count - MostLines} more changes"];
    }

    private static SortedDictionary<string, string> Leaves(string? facts)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (facts is null)
            return leaves;
        using var document = JsonDocument.Parse(facts);
        if (document.RootElement.TryGetProperty("material", out var material))
            Collect(material, "", leaves);
        return leaves;
    }

    private static void Collect(JsonElement element, string path, SortedDictionary<string, string> leaves)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Collect(property.Value, path.Length == 0 ? property.Name : $"{path} {property.Name}", leaves);
                break;
            case JsonValueKind.Array:
                var number = 0;
                foreach (var item in element.EnumerateArray())
                    Collect(item, $"{path} {++number}", leaves);
                break;
            default:
                leaves[path] = element.ToString();
                break;
        }
    }
}
