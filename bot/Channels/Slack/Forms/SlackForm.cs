using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>A form that somebody filled in; docs.slack.dev/reference/interaction-payloads/view-interactions-payload.</summary>
internal sealed class SlackForm
{
    private readonly JsonElement payload;
    private readonly JsonElement about;

    private SlackForm(JsonElement payload, JsonElement about) => (this.payload, this.about) = (payload, about);

    /// <summary>Which form.</summary>
    internal string Callback => payload.Text("view", "callback_id") ?? "";

    /// <summary>The view: filled in once, so its id names what was sent.</summary>
    internal string View => payload.Text("view", "id") ?? "";

    /// <summary>Reads what was sent; nothing where it lacks something.</summary>
    internal static SlackForm? In(JsonElement payload) =>
        SlackJson.Object(payload.Text("view", "private_metadata")) is { } about ? new SlackForm(payload, about) : null;

    /// <summary>What the form was opened about.</summary>
    internal string About(string name) => about.Text(name) ?? "";

    /// <summary>What was typed; untrusted.</summary>
    internal string Words(string field) => payload.Text("view", "state", "values", field, field, "value") ?? "";

    /// <summary>Who was chosen, where somebody was.</summary>
    internal string? User(string field) => payload.Text("view", "state", "values", field, field, "selected_user");

    /// <summary>The option that was chosen, where one was.</summary>
    internal string? Option(string field) =>
        payload.Text("view", "state", "values", field, field, "selected_option", "value");

    /// <summary>The options that were chosen.</summary>
    internal IReadOnlyList<string> Options(string field)
    {
        if (Field(field) is not { } state || !state.TryGetProperty("selected_options", out var options))
            return [];
        return options.ValueKind is JsonValueKind.Array
            ? [.. options.EnumerateArray().Select(option => option.Text("value") ?? "")]
            : [];
    }

    /// <summary>The number that was typed; nothing where none was.</summary>
    internal decimal? Number(string field) =>
        decimal.TryParse(Words(field), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Says something under a field; told in private where the form is gone by then.</summary>
    internal static SlackReply Wrong(string field, string why) =>
        new()
        {
            Payload = new JsonObject
            {
                ["response_action"] = "errors",
                ["errors"] = new JsonObject { [field] = ChatText.Cut(why, 300) },
            },
            Told = SlackSayings.Told(why),
        };

    /// <summary>Shows something in the form's place.</summary>
    internal static SlackReply Instead(JsonObject view) =>
        new()
        {
            Payload = new JsonObject { ["response_action"] = "update", ["view"] = view },
        };

    private JsonElement? Field(string field)
    {
        var at = payload;
        foreach (var name in new[] { "view", "state", "values", field, field })
        {
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at.ValueKind is JsonValueKind.Object ? at : null;
    }
}
