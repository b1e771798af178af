using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>The pieces of Block Kit that only forms and home tabs use; docs.slack.dev/reference/block-kit.</summary>
internal static class SlackViewBlocks
{
    internal static JsonObject Divider() => new() { ["type"] = "divider" };

    /// <summary>Mrkdwn of ours; what others wrote in it was made inert before, and Slack finds no links of its own.</summary>
    internal static JsonObject MarkdownSection(string id, string text) =>
        new()
        {
            ["type"] = "section",
            ["block_id"] = id,
            ["text"] = new JsonObject
            {
                ["type"] = "mrkdwn",
                ["text"] = text,
                ["verbatim"] = true,
            },
        };

    internal static JsonObject WithButton(string id, string text, JsonObject button)
    {
        var section = MarkdownSection(id, text);
        section["accessory"] = button;
        return section;
    }

    /// <param name="action">What it does, for the handler.</param>
    /// <param name="label">What people read.</param>
    /// <param name="value">What it does it to.</param>
    /// <param name="spoken">What screen readers say; cut to Slack's 75.</param>
    internal static JsonObject ButtonOf(string action, string label, string value, string spoken) =>
        new()
        {
            ["type"] = "button",
            ["action_id"] = action,
            ["text"] = Plain(label),
            ["value"] = value,
            ["accessibility_label"] = ChatText.Cut(spoken, 75),
        };

    /// <summary>A field of a form.</summary>
    /// <param name="id">Its block and action id: errors are shown under it.</param>
    /// <param name="label">What is asked.</param>
    /// <param name="element">How it is filled in.</param>
    /// <param name="hint">What else to know.</param>
    /// <param name="isOptional">It may be left empty.</param>
    internal static JsonObject Input(
        string id,
        string label,
        JsonObject element,
        string? hint = null,
        bool isOptional = false
    )
    {
        element["action_id"] = id;
        var input = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = id,
            ["label"] = Plain(label),
            ["element"] = element,
            ["optional"] = isOptional,
        };
        if (hint is not null)
            input["hint"] = Plain(hint);
        return input;
    }

    internal static JsonObject Words(int most, bool isLong) =>
        new()
        {
            ["type"] = "plain_text_input",
            ["multiline"] = isLong,
            ["max_length"] = most,
        };

    internal static JsonObject OneOf(IEnumerable<(string Label, string Value)> options) =>
        Select("static_select", options);

    internal static JsonObject SomeOf(IEnumerable<(string Label, string Value)> options) =>
        Select("multi_static_select", options);

    /// <summary>Somebody of the workspace.</summary>
    internal static JsonObject Somebody() => new() { ["type"] = "users_select" };

    private static JsonObject Select(string type, IEnumerable<(string Label, string Value)> options) =>
        new()
        {
            ["type"] = type,
            ["options"] = new JsonArray([
                .. options.Select(option => new JsonObject
                {
                    ["text"] = Plain(ChatText.Cut(option.Label, 75)),
                    ["value"] = option.Value,
                }),
            ]),
        };
}
