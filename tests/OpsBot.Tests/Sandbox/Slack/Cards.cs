namespace OpsBot.Tests.Sandbox.Slack;

/// <summary>Small messages and modals for tests.</summary>
internal static class Cards
{
    internal static object Words(string words) => new { type = "plain_text", text = words };

    internal static object Marked(string words) => new { type = "mrkdwn", text = words };

    internal static Dictionary<string, string> Values(params (string Key, string Value)[] values) =>
        values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    internal static object Section(string words) => new { type = "section", text = Marked(words) };

    internal static object Button(string action, string label, string value = "7:1") =>
        new
        {
            type = "button",
            action_id = action,
            text = Words(label),
            value,
        };

    internal static object Actions(params object[] elements) =>
        new
        {
            type = "actions",
            block_id = "esc:7",
            elements,
        };

    /// <summary>An escalation in the channel, with the id of what it asks about.</summary>
    internal static object Escalation(string channel = SlackRoom.Channel) =>
        new
        {
            channel,
            text = "Return of order 1042 needs a decision",
            blocks = (object[])
                [
                    Section("*Return of order 1042*"),
                    Actions(Button("approve", "Refund 249.00 EUR"), Button("deny", "Deny")),
                ],
            metadata = new { event_type = "escalation_posted", event_payload = new { escalation_id = "esc-7" } },
        };

    internal static object Input(
        string block,
        string action,
        bool optional = false,
        string type = "plain_text_input"
    ) =>
        new
        {
            type = "input",
            block_id = block,
            optional,
            label = Words("Reason"),
            element = new { type, action_id = action },
        };

    internal static object Modal(params object[] blocks) =>
        new
        {
            type = "modal",
            callback_id = "deny",
            private_metadata = "esc-7",
            title = Words("Deny the return"),
            submit = Words("Deny"),
            close = Words("Cancel"),
            notify_on_close = true,
            blocks,
        };
}
