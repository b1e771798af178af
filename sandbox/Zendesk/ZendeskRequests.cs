using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Zendesk;

/// <summary>Reads the body of a ticket write.</summary>
internal static class ZendeskRequests
{
    /// <summary>The change, or null when the body is no <c>{"ticket":{…}}</c>.</summary>
    internal static ZendeskChange? Read(byte[] body)
    {
        JsonElement root;
        try
        {
            root = JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }

        if (Find(root, "ticket") is not { ValueKind: JsonValueKind.Object } ticket)
            return null;
        var comment = Find(ticket, "comment");
        var requester = Find(ticket, "requester");
        return new ZendeskChange
        {
            RequesterName = Text(requester, "name"),
            RequesterEmail = Text(requester, "email"),
            ExternalId = Text(ticket, "external_id"),
            Subject = Text(ticket, "subject"),
            Status = Text(ticket, "status"),
            Priority = Text(ticket, "priority"),
            AssigneeId = Number(Find(ticket, "assignee_id")),
            Tags = Tags(Find(ticket, "tags")),
            CustomFields = Fields(Find(ticket, "custom_fields")),
            CommentBody = Text(comment, "body"),
            CommentHtml = Text(comment, "html_body"),
            CommentIsPublic = Find(comment, "public") is not { ValueKind: JsonValueKind.False },
            SafeUpdate = Find(ticket, "safe_update") is { ValueKind: JsonValueKind.True },
            UpdatedStamp = Moment(Text(ticket, "updated_stamp")),
        };
    }

    /// <summary>Tags are lower case, and a space ends one.</summary>
    private static List<string>? Tags(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } tags
            ?
            [
                .. tags.EnumerateArray()
                    .SelectMany(tag =>
                        tag.ToString().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    )
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
            : null;

    private static Dictionary<long, JsonNode?> Fields(JsonElement? list)
    {
        var fields = new Dictionary<long, JsonNode?>();
        if (list is not { ValueKind: JsonValueKind.Array } given)
            return fields;
        foreach (var field in given.EnumerateArray())
        {
            if (Number(Find(field, "id")) is { } id)
                fields[id] = Find(field, "value") is { } value ? JsonSerializer.SerializeToNode(value) : null;
        }

        return fields;
    }

    private static JsonElement? Find(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value)
            ? value
            : null;

    private static string? Text(JsonElement? element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static long? Number(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
