using System.Globalization;
using System.Text.Json;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>The small rules Block Kit is made of. Lengths are counted in UTF-16 units, the strictest likely reading.</summary>
internal static class Must
{
    internal static void BeFlag(JsonElement value, Spot at)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            at.Refuse("must provide a boolean");
    }

    internal static void BeObject(JsonElement value, Spot at)
    {
        if (value.ValueKind != JsonValueKind.Object)
            at.Refuse("must provide an object");
    }

    internal static Check BeString(int max, int min = 1) =>
        (value, at) =>
        {
            if (value.ValueKind != JsonValueKind.String)
            {
                at.Refuse("must provide a string");
                return;
            }

            var length = value.GetString()!.Length;
            if (length < min)
                at.Refuse($"must be more than {min - 1} characters");
            if (length > max)
                at.Refuse($"must be less than {max + 1} characters");
        };

    internal static Check BeUrl(int max = 3000) =>
        (value, at) =>
        {
            BeString(max)(value, at);
            var isUrl =
                value.ValueKind == JsonValueKind.String
                && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var url)
                && url.Scheme is "http" or "https" or "mailto" or "slack";
            if (!isUrl)
                at.Refuse("must be a valid URL");
        };

    internal static Check BeWhole(long min, long max) =>
        (value, at) =>
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
                at.Refuse("must provide an integer");
            else if (number < min || number > max)
                at.Refuse($"must be between {min} and {max}");
        };

    internal static Check BeNumberInString =>
        (value, at) =>
        {
            var isNumber =
                value.ValueKind == JsonValueKind.String
                && decimal.TryParse(value.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out _);
            if (!isNumber)
                at.Refuse("must provide a number in a string");
        };

    internal static Check BeDate =>
        (value, at) =>
        {
            var isDate =
                value.ValueKind == JsonValueKind.String
                && DateOnly.TryParseExact(
                    value.GetString(),
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out _
                );
            if (!isDate)
                at.Refuse("must be a date in the format YYYY-MM-DD");
        };

    internal static Check BeTime =>
        (value, at) =>
        {
            var isTime =
                value.ValueKind == JsonValueKind.String
                && TimeOnly.TryParseExact(
                    value.GetString(),
                    "HH:mm",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out _
                );
            if (!isTime)
                at.Refuse("must be a time in the format HH:mm");
        };

    internal static Check BeOneOf(params string[] words) =>
        (value, at) =>
        {
            if (value.ValueKind != JsonValueKind.String || !words.Contains(value.GetString(), StringComparer.Ordinal))
                at.Refuse("must be a valid enum value");
        };

    internal static Check BeList(Check item, int max, int min = 1) =>
        (value, at) =>
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                at.Refuse("must provide an array");
                return;
            }

            var count = value.GetArrayLength();
            if (count < min)
                at.Refuse($"no fewer than {min} items allowed");
            if (count > max)
                at.Refuse($"no more than {max} items allowed");
            foreach (var (index, one) in value.EnumerateArray().Index())
                item(one, at.In(index));
        };

    /// <summary>An object whose <c>type</c> picks its shape, out of the types allowed in this place.</summary>
    internal static Check BeOneOfTypes(params Shape[] shapes)
    {
        var byType = shapes.ToDictionary(shape => shape.Type, StringComparer.Ordinal);
        return (value, at) =>
        {
            if (value.ValueKind != JsonValueKind.Object)
                at.Refuse("must provide an object");
            else if (!value.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
                at.Refuse("missing required field: type");
            else if (!byType.TryGetValue(type.GetString()!, out var shape))
                at.In("type").Refuse($"unsupported type: {type.GetString()}");
            else
                shape.Look(value, at);
        };
    }
}
