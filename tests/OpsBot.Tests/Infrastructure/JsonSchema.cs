using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsBot.Tests.Infrastructure;

/// <summary>As much of JSON Schema (drafts 4 to 7) as the published schemas use that messages and manifests are held against.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    /// <summary>What is wrong with a value; nothing where it is valid.</summary>
    internal IReadOnlyList<string> Check(JsonElement value) => [.. Look(value, root, "")];

    private IEnumerable<string> Look(JsonElement value, JsonElement schema, string at)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.GetBoolean() ? [] : [$"{at}: not allowed"];
        if (schema.TryGetProperty("$ref", out var reference))
            return Look(value, Resolve(reference.GetString()!), at);
        if (schema.TryGetProperty("type", out var type) && !IsOfAny(value, type))
            return [$"{at}: not of type {type}"];
        return Any(value, schema, at)
            .Concat(Combined(value, schema, at))
            .Concat(
                value.ValueKind switch
                {
                    JsonValueKind.Object => Members(value, schema, at),
                    JsonValueKind.Array => Items(value, schema, at),
                    JsonValueKind.String => Text(value.GetString()!, schema, at),
                    JsonValueKind.Number => Bounds(value.GetDouble(), schema, at),
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
        if (!schema.TryGetProperty("anyOf", out var any) || any.EnumerateArray().Any(one => IsValid(value, one)))
            yield break;
        // What is wrong deepest down is what is wrong with the one that was meant.
        var wrongs = any.EnumerateArray().SelectMany(one => Look(value, one, at)).ToList();
        yield return $"{at}: none of anyOf, nearest is {wrongs.MaxBy(wrong => wrong.Split(':')[0].Length)}";
    }

    private IEnumerable<string> Combined(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("const", out var only) && !IsSame(only, value))
            yield return $"{at}: not {only}";
        foreach (var wrong in Each(schema, "allOf").SelectMany(one => Look(value, one, at)))
            yield return wrong;
        if (
            schema.TryGetProperty("oneOf", out var exactly)
            && exactly.EnumerateArray().Count(one => IsValid(value, one)) != 1
        )
            yield return $"{at}: not exactly one of oneOf";
        if (schema.TryGetProperty("not", out var not) && IsValid(value, not))
            yield return $"{at}: is what it must not be";
        if (
            schema.TryGetProperty("if", out var when)
            && schema.TryGetProperty(IsValid(value, when) ? "then" : "else", out var then)
        )
            foreach (var wrong in Look(value, then, at))
                yield return wrong;
    }

    private bool IsValid(JsonElement value, JsonElement schema) => !Look(value, schema, "").Any();

    private IEnumerable<string> Members(JsonElement value, JsonElement schema, string at)
    {
        foreach (var name in Strings(schema, "required").Where(name => !value.TryGetProperty(name, out _)))
            yield return $"{at}/{name}: missing";
        foreach (var wrong in Dependent(value, schema, at))
            yield return wrong;
        foreach (var member in value.EnumerateObject())
        {
            var path = $"{at}/{member.Name}";
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out var its))
                foreach (var wrong in Look(member.Value, its, path))
                    yield return wrong;
            else if (schema.TryGetProperty("additionalProperties", out var other))
                foreach (var wrong in Look(member.Value, other, path))
                    yield return wrong;
        }
    }

    /// <summary>What must be there, or hold, where something else is there.</summary>
    private IEnumerable<string> Dependent(JsonElement value, JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("dependencies", out var dependencies))
            return [];
        return dependencies
            .EnumerateObject()
            .Where(one => value.TryGetProperty(one.Name, out _))
            .SelectMany(one =>
                one.Value.ValueKind is JsonValueKind.Array
                    ? one
                        .Value.EnumerateArray()
                        .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                        .Select(name => $"{at}/{name}: missing beside {one.Name}")
                    : Look(value, one.Value, at)
            );
    }

    private IEnumerable<string> Items(JsonElement value, JsonElement schema, string at)
    {
        if (Number(schema, "maxItems") is { } most && value.GetArrayLength() > most)
            yield return $"{at}: more than {most}";
        if (Number(schema, "minItems") is { } least && value.GetArrayLength() < least)
            yield return $"{at}: fewer than {least}";
        if (
            schema.TryGetProperty("uniqueItems", out var unique)
            && unique.GetBoolean()
            && value.EnumerateArray().DistinctBy(item => item.ToString()).Count() != value.GetArrayLength()
        )
            yield return $"{at}: twice the same";
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

    private static IEnumerable<string> Bounds(double number, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("minimum", out var least) && number < least.GetDouble())
            yield return $"{at}: less than {least}";
        if (schema.TryGetProperty("maximum", out var most) && number > most.GetDouble())
            yield return $"{at}: more than {most}";
    }

    private static bool IsOfAny(JsonElement value, JsonElement type) =>
        type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Any(one => IsOf(value, one)) : IsOf(value, type);

    private static bool IsOf(JsonElement value, JsonElement type) =>
        type.GetString() switch
        {
            "object" => value.ValueKind is JsonValueKind.Object,
            "array" => value.ValueKind is JsonValueKind.Array,
            "string" => value.ValueKind is JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind is JsonValueKind.Null,
            "integer" or "number" => value.ValueKind is JsonValueKind.Number,
            var other => throw new InvalidOperationException($"the type {other} is not understood here"),
        };

    private static bool IsSame(JsonElement one, JsonElement other) => one.ToString() == other.ToString();

    private static int? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var number) ? number.GetInt32() : null;

    private static IEnumerable<JsonElement> Each(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static IEnumerable<string> Strings(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(one => one.GetString()!) : [];
}
