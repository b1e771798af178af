using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>
/// Message metadata: an event type and a flat payload with snake_case keys. Source: docs.slack.dev/messaging/message-metadata;
/// the size is not published, 16 kB is what people meet.
/// </summary>
internal static partial class MetadataCheck
{
    private const int MaxBytes = 16 * 1024;

    internal static bool IsWellFormed(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object
        && (
            IsEmpty(metadata)
            || (
                metadata.Text("event_type") is { } type
                && SnakeCase().IsMatch(type)
                && metadata.Has("event_payload")
                && metadata.GetProperty("event_payload") is { ValueKind: JsonValueKind.Object } payload
                && payload.EnumerateObject().All(field => SnakeCase().IsMatch(field.Name) && IsFlat(field.Value))
            )
        );

    internal static bool IsEmpty(JsonElement metadata) => !metadata.EnumerateObject().Any();

    internal static bool IsTooLarge(JsonElement metadata) =>
        Encoding.UTF8.GetByteCount(metadata.GetRawText()) > MaxBytes;

    private static bool IsFlat(JsonElement value) =>
        value.ValueKind
            is JsonValueKind.String
                or JsonValueKind.Number
                or JsonValueKind.True
                or JsonValueKind.False
                or JsonValueKind.Null;

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SnakeCase();
}
