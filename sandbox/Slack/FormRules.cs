using System.Globalization;
using System.Text.Json;

namespace OpsBot.Sandbox.Slack;

/// <summary>What Slack itself asks of a form before it lets it go to the app.</summary>
internal static class FormRules
{
    internal static Dictionary<string, string> Look(JsonElement blocks, FieldValues values)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var block in blocks.EnumerateArray().Where(block => block.Text("type") == "input"))
        {
            var blockId = block.Text("block_id")!;
            var element = block.GetProperty("element");
            var held = values.In(blockId, element);
            var wrong =
                held.Count == 0
                    ? (block.Flag("optional") ? null : "Please complete this required field.")
                    : TooMany(element, held.Count) ?? WrongWith(element, held[0]);
            if (wrong is not null)
                errors[blockId] = wrong;
        }

        return errors;
    }

    private static string? TooMany(JsonElement element, int count) =>
        Number(element, "max_selected_items") is { } max && count > max ? $"Please select at most {max} items." : null;

    private static bool IsIn(string value, string format) =>
        DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? WrongWith(JsonElement element, string value) =>
        element.Text("type") switch
        {
            "plain_text_input" when Number(element, "min_length") is { } min && value.Length < min =>
                $"Please enter at least {min} characters.",
            "plain_text_input" when value.Length > (Number(element, "max_length") ?? 3000) =>
                $"Please enter at most {Number(element, "max_length") ?? 3000} characters.",
            "number_input" => WrongNumber(element, value),
            "datepicker" when !IsIn(value, "yyyy-MM-dd") => "Please enter a valid date.",
            "timepicker" when !IsIn(value, "HH:mm") => "Please enter a valid time.",
            _ => null,
        };

    private static string? WrongNumber(JsonElement element, string value)
    {
        if (!decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return "Please enter a valid number.";
        if (!element.Flag("is_decimal_allowed") && number != decimal.Truncate(number))
            return "Please enter a whole number.";
        if (Bound(element, "min_value") is { } min && number < min)
            return string.Create(CultureInfo.InvariantCulture, $"Please enter a number no lower than {min}.");
        return Bound(element, "max_value") is { } max && number > max
            ? string.Create(CultureInfo.InvariantCulture, $"Please enter a number no higher than {max}.")
            : null;
    }

    private static int? Number(JsonElement element, string name) =>
        element.Has(name) ? element.GetProperty(name).GetInt32() : null;

    private static decimal? Bound(JsonElement element, string name) =>
        element.Text(name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
}
