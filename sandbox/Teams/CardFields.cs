using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpsBot.Sandbox.Teams;

/// <summary>
/// What a Teams client asks of the fields before it lets a click go to the bot, and how it writes what they hold: everything as
/// text, several choices joined by commas; adaptivecards.io/explorer, Input.*.
/// </summary>
internal sealed class CardFields(PretendTeamsOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong, by the field's id.</summary>
    internal Dictionary<string, string> Look(CardButton button, IReadOnlyDictionary<string, string> typed)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in button.Fields)
        {
            if (WrongWith(field, Held(field, typed)) is { } says)
                wrong[field.Text("id") ?? ""] = field.Text("errorMessage") ?? says;
        }

        return wrong;
    }

    /// <summary>The data of the button with what was filled in.</summary>
    internal static JsonObject Data(CardButton button, IReadOnlyDictionary<string, string> typed)
    {
        var data = button.Action["data"]?.DeepClone().AsObject() ?? [];
        foreach (var field in button.Fields)
        {
            if (Held(field, typed) is { Length: > 0 } held)
                data[field.Text("id")!] = held;
        }

        return data;
    }

    /// <summary>What somebody filled in, else what the card itself filled in.</summary>
    private static string Held(JsonObject field, IReadOnlyDictionary<string, string> typed) =>
        typed.TryGetValue(field.Text("id") ?? "", out var held) ? held
        : field.Text("type") == "Input.Toggle" ? field.Text("value") ?? field.Text("valueOff") ?? "false"
        : field.Text("value") ?? field.Number("value")?.ToString(CultureInfo.InvariantCulture) ?? "";

    private string? WrongWith(JsonObject field, string held)
    {
        if (field.Text("type") == "Input.Toggle")
            return field.Flag("isRequired") && held != (field.Text("valueOn") ?? "true")
                ? "This input is required."
                : null;
        if (held.Trim().Length == 0)
            return field.Flag("isRequired") ? "This input is required." : null;
        return field.Text("type") switch
        {
            "Input.Text" => WrongText(field, held),
            "Input.Number" => WrongNumber(field, held),
            "Input.ChoiceSet" => WrongChoice(field, held),
            _ => null,
        };
    }

    private static string? WrongText(JsonObject field, string held)
    {
        if (field.Number("maxLength") is { } most && held.Length > most)
            return $"At most {most} characters.";
        return field.Text("regex") is { } form && !Regex.IsMatch(held, form, RegexOptions.None, Patience)
            ? "This does not have the right form."
            : null;
    }

    private static string? WrongNumber(JsonObject field, string held)
    {
        if (!decimal.TryParse(held, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return "This is not a number.";
        return number < (field.Number("min") ?? number) || number > (field.Number("max") ?? number)
            ? "This is out of bounds."
            : null;
    }

    /// <summary>Where people are looked for by name, everybody of the tenant may be chosen, too.</summary>
    private string? WrongChoice(JsonObject field, string held)
    {
        var offered = (field["choices"] as JsonArray ?? []).Select(choice => choice.Text("value"));
        if (field["choices.data"].Text("dataset") is not null)
            offered = offered.Concat(options.Users.Select(user => user.AadObjectId));
        string[] chosen = field.Flag("isMultiSelect") ? held.Split(',') : [held];
        return chosen.Except(offered, StringComparer.Ordinal).Any() ? "This cannot be chosen." : null;
    }
}
