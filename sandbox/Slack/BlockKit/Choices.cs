using System.Text.Json;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>Rules that hold between several fields of one element, and the options an element offers.</summary>
internal static class Choices
{
    internal static Check OneOf(string first, string second) =>
        (value, at) =>
        {
            if (value.Has(first) == value.Has(second))
                at.Refuse($"must provide exactly one of: {first}, {second}");
        };

    internal static void InitialIsAnOption(JsonElement element, Spot at)
    {
        if (element.Has("initial_option") && !IsOffered(element, element.GetProperty("initial_option")))
            at.In("initial_option").Refuse("must exactly match one of the options");
        if (element.Has("initial_options") && element.GetProperty("initial_options").ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, initial) in element.GetProperty("initial_options").EnumerateArray().Index())
            {
                if (!IsOffered(element, initial))
                    at.In("initial_options").In(index).Refuse("must exactly match one of the options");
            }
        }
    }

    /// <summary>Every option of a select, overflow menu, radio group or checkbox group, groups included.</summary>
    internal static IEnumerable<JsonElement> Of(JsonElement element)
    {
        var direct = element.List("options");
        var grouped = element.List("option_groups").SelectMany(group => group.List("options"));
        return direct.Concat(grouped);
    }

    private static bool IsOffered(JsonElement element, JsonElement option) =>
        Of(element).Any(offered => JsonElement.DeepEquals(offered, option));
}
