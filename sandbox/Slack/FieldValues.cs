using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Slack.BlockKit;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// What a person chose or typed, as Slack reports it. Given values are found by <c>block_id/action_id</c>, by action id or by
/// block id; a field nobody touched keeps its initial value.
/// </summary>
internal sealed class FieldValues(IReadOnlyDictionary<string, IReadOnlyList<string>> given)
{
    private static readonly string[] InitialNames =
    [
        "initial_value",
        "initial_date",
        "initial_time",
        "initial_user",
        "initial_conversation",
        "initial_channel",
    ];

    internal static FieldValues None { get; } =
        new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    internal static FieldValues Of(IReadOnlyDictionary<string, string> values) =>
        new(values.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[pair.Value], StringComparer.Ordinal));

    /// <summary><c>state.values</c>: every field that holds something, by block and action id.</summary>
    internal JsonObject StateOf(JsonElement blocks)
    {
        var state = new JsonObject();
        foreach (var block in BlockCheck.Flat(blocks))
        {
            var blockId = block.Text("block_id")!;
            foreach (var element in BlockCheck.ElementsOf(block).Where(HoldsSomething))
            {
                state[blockId] ??= new JsonObject();
                state[blockId]![element.Text("action_id")!] = Entry(blockId, element);
            }
        }

        return state;
    }

    /// <summary>What the field holds now: the words typed, or the values of the options chosen.</summary>
    internal IReadOnlyList<string> In(string blockId, JsonElement element)
    {
        var actionId = element.Text("action_id")!;
        foreach (var key in (string[])[$"{blockId}/{actionId}", actionId, blockId])
        {
            if (given.TryGetValue(key, out var values))
                return [.. values.Where(value => value.Length > 0)];
        }

        return Initial(element);
    }

    /// <summary>The one property that tells what was chosen; nothing for a button.</summary>
    internal static (string Name, JsonNode? Value)? Selection(JsonElement element, IReadOnlyList<string> values)
    {
        var first = values is [var one, ..] ? one : null;
        return element.Text("type") switch
        {
            "static_select" or "radio_buttons" or "overflow" => ("selected_option", Option(element, first)),
            "checkboxes" or "multi_static_select" => (
                "selected_options",
                new JsonArray([.. values.Select(value => Option(element, value))])
            ),
            "users_select" => ("selected_user", first),
            "conversations_select" => ("selected_conversation", first),
            "channels_select" => ("selected_channel", first),
            "multi_users_select" => ("selected_users", Names(values)),
            "datepicker" => ("selected_date", first),
            "timepicker" => ("selected_time", first),
            "feedback_buttons" => ("value", first),
            "plain_text_input" or "number_input" => ("value", first),
            _ => null,
        };
    }

    private JsonObject Entry(string blockId, JsonElement element)
    {
        var entry = new JsonObject { ["type"] = element.Text("type") };
        var (name, value) = Selection(element, In(blockId, element))!.Value;
        entry[name] = value;
        return entry;
    }

    private static bool HoldsSomething(JsonElement element) =>
        element.Text("type") is not ("button" or "overflow" or "feedback_buttons" or "icon_button")
        && Selection(element, []) is not null;

    private static IReadOnlyList<string> Initial(JsonElement element)
    {
        var one = InitialNames.Select(name => element.Text(name)).FirstOrDefault(value => value is not null);
        if (element.Has("initial_option"))
            one = element.GetProperty("initial_option").Text("value");
        if (one is not null)
            return [one];
        var several = element.List("initial_options").Select(option => option.Text("value")!);
        return [.. several.Concat(element.List("initial_users").Select(user => user.GetString()!))];
    }

    private static JsonArray Names(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    private static JsonNode? Option(JsonElement element, string? value)
    {
        if (value is null)
            return null;
        var option = Choices.Of(element).FirstOrDefault(one => one.Text("value") == value);
        return option.ValueKind == JsonValueKind.Object
            ? Payloads.Node(option)
            : throw new InvalidOperationException($"there is no option {value} in {element.Text("action_id")}");
    }
}
