using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// The pieces of Block Kit the bot uses (docs.slack.dev/reference/block-kit). Words of others go into rich text, where they
/// are text and nothing else, or are made inert first.
/// </summary>
internal static class SlackBlocks
{
    internal static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = Plain(text) };

    internal static JsonObject Plain(string text) =>
        new()
        {
            ["type"] = "plain_text",
            ["text"] = text,
            ["emoji"] = false,
        };

    internal static JsonObject PlainSection(string text) => new() { ["type"] = "section", ["text"] = Plain(text) };

    internal static JsonObject Fields(IEnumerable<JsonNode> fields) =>
        new() { ["type"] = "section", ["fields"] = new JsonArray([.. fields]) };

    /// <summary>A fact as label over value; verbatim, so that Slack finds no names or links of its own in it.</summary>
    internal static JsonObject Field(string label, string value, Uri? link)
    {
        var shown = SlackText.Inert(value.Length == 0 ? "–" : value);
        if (link is not null)
            shown = $"<{SlackText.Escape(link.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal))}|{shown}>";
        return new JsonObject
        {
            ["type"] = "mrkdwn",
            ["text"] = $"*{SlackText.Inert(label)}*\n{shown}",
            ["verbatim"] = true,
        };
    }

    internal static JsonObject Context(string text) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray(Plain(text)) };

    internal static JsonObject Actions(string id, IEnumerable<JsonNode> buttons) =>
        new()
        {
            ["type"] = "actions",
            ["block_id"] = id,
            ["elements"] = new JsonArray([.. buttons]),
        };

    internal static JsonObject RichText(params IEnumerable<JsonNode> parts) =>
        new() { ["type"] = "rich_text", ["elements"] = new JsonArray([.. parts]) };

    internal static JsonObject Section(params IEnumerable<JsonNode> words) => Words("rich_text_section", words);

    internal static JsonObject Quote(string text) => Words("rich_text_quote", [Text(text)]);

    internal static JsonObject Bullets(IEnumerable<JsonObject> sections) =>
        new()
        {
            ["type"] = "rich_text_list",
            ["style"] = "bullet",
            ["elements"] = new JsonArray([.. sections]),
        };

    internal static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    internal static JsonObject Bold(string text)
    {
        var bold = Text(text);
        bold["style"] = new JsonObject { ["bold"] = true };
        return bold;
    }

    /// <summary>A person: by mention where they are in this chat, by their id where they are in another.</summary>
    internal static JsonObject Person(string id) =>
        UserOf(id) is { } user ? new() { ["type"] = "user", ["user_id"] = user } : Text(id);

    /// <summary>A moment, in the reader's own zone.</summary>
    internal static JsonObject Moment(DateTimeOffset at) =>
        new()
        {
            ["type"] = "date",
            ["timestamp"] = at.ToUnixTimeSeconds(),
            ["format"] = "{date_short_pretty} {time}",
            ["fallback"] = Fallback(at),
        };

    /// <summary>A person within mrkdwn.</summary>
    internal static string PersonInText(string id) => UserOf(id) is { } user ? $"<@{user}>" : SlackText.Inert(id);

    /// <summary>A moment within mrkdwn.</summary>
    internal static string MomentInText(DateTimeOffset at) =>
        FormattableString.Invariant($"<!date^{at.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{Fallback(at)}>");

    private static string Fallback(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string? UserOf(string id) =>
        id.StartsWith(SlackChannel.Prefix, StringComparison.Ordinal)
        && id[SlackChannel.Prefix.Length..] is ['U' or 'W', .. { Length: > 0 and < 64 }] user
        && user.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))
            ? user
            : null;

    private static JsonObject Words(string type, IEnumerable<JsonNode> words) =>
        new() { ["type"] = type, ["elements"] = new JsonArray([.. words]) };
}
