using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>As much of JSON Schema draft 7 as Slack's published manifest schema uses.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    /// <summary>What is wrong with a value; nothing where it is valid.</summary>
    internal IReadOnlyList<string> Check(JsonElement value) => [.. Look(value, root, "")];

    private IEnumerable<string> Look(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Look(value, Resolve(reference.GetString()!), at);
        if (schema.TryGetProperty("type", out var type) && !IsOf(value, type))
            return [$"{at}: not of type {type}"];
        return Any(value, schema, at)
            .Concat(
                value.ValueKind switch
                {
                    JsonValueKind.Object => Members(value, schema, at),
                    JsonValueKind.Array => Items(value, schema, at),
                    JsonValueKind.String => Text(value.GetString()!, schema, at),
                    _ => [],
                }
            );
    }

    private JsonElement Resolve(string reference) =>
        reference.Split('/')[1..].Aggregate(root, (schema, name) => schema.GetProperty(name));

    private IEnumerable<string> Any(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => IsSame(one, value)))
            yield return $"{at}: not one of {allowed}";
        if (
            schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(one => !Look(value, one, at).Any())
        )
            yield return $"{at}: none of anyOf";
    }

    private IEnumerable<string> Members(JsonElement value, JsonElement schema, string at)
    {
        foreach (var name in Strings(schema, "required").Where(name => !value.TryGetProperty(name, out _)))
            yield return $"{at}/{name}: missing";
        foreach (var member in value.EnumerateObject())
        {
            var path = $"{at}/{member.Name}";
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out var its))
                foreach (var wrong in Look(member.Value, its, path))
                    yield return wrong;
            else if (IsClosed(schema))
                yield return $"{path}: not known";
        }
    }

    private IEnumerable<string> Items(JsonElement value, JsonElement schema, string at)
    {
        if (Number(schema, "maxItems") is { } most && value.GetArrayLength() > most)
            yield return $"{at}: more than {most}";
        if (!schema.TryGetProperty("items", out var each))
            yield break;
        foreach (var (index, item) in value.EnumerateArray().Index())
        foreach (var wrong in Look(item, each, $"{at}/{index}"))
            yield return wrong;
    }

    private static IEnumerable<string> Text(string text, JsonElement schema, string at)
    {
        if (Number(schema, "maxLength") is { } most && text.Length > most)
            yield return $"{at}: longer than {most}";
        if (Number(schema, "minLength") is { } least && text.Length < least)
            yield return $"{at}: shorter than {least}";
        // The schema writes regex for one of its patterns, which validators skip.
        foreach (var name in (string[])["pattern", "regex"])
        {
            if (
                schema.TryGetProperty(name, out var pattern)
                && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            )
                yield return $"{at}: not as {pattern}";
        }
    }

    private static bool IsOf(JsonElement value, JsonElement type) =>
        type.GetString() switch
        {
            "object" => value.ValueKind is JsonValueKind.Object,
            "array" => value.ValueKind is JsonValueKind.Array,
            "string" => value.ValueKind is JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" or "number" => value.ValueKind is JsonValueKind.Number,
            var other => throw new InvalidOperationException($"the type {other} is not understood here"),
        };

    private static bool IsClosed(JsonElement schema) =>
        schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind is JsonValueKind.False;

    private static bool IsSame(JsonElement one, JsonElement other) => one.ToString() == other.ToString();

    private static int? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var number) ? number.GetInt32() : null;

    private static IEnumerable<string> Strings(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(one => one.GetString()!) : [];
}
