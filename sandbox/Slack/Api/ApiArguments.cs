using System.Globalization;
using System.Text.Json;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>
/// The arguments of one call, from a JSON body, a form or a query. In a form, nested values are JSON in a string; a JSON body may
/// do the same.
/// </summary>
internal sealed class ApiArguments(IReadOnlyDictionary<string, JsonElement> values)
{
    internal static ApiArguments None { get; } = new(new Dictionary<string, JsonElement>(StringComparer.Ordinal));

    internal bool Has(string name) => values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    internal string? Text(string name) =>
        !Has(name) ? null
        : values[name].ValueKind == JsonValueKind.String ? values[name].GetString()
        : values[name].GetRawText();

    internal bool Flag(string name) => Text(name) is "true" or "1";

    internal int? Whole(string name) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An object or a list; false when the text in its place is not JSON.</summary>
    internal bool TryNested(string name, out JsonElement? nested)
    {
        nested = null;
        if (!Has(name) || Text(name) is "")
            return true;
        nested = values[name].ValueKind == JsonValueKind.String ? Json.Parse(values[name].GetString()!) : values[name];
        return nested is not null;
    }
}
