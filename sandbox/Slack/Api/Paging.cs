using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>Lists in pages: <c>limit</c> and <c>cursor</c> in, <c>next_cursor</c> out. Source: docs.slack.dev/apis/web-api/pagination.</summary>
internal static class Paging
{
    private const int MaxPage = 999;
    private const int DefaultSize = 100;

    /// <summary>Null when the cursor is none of ours.</summary>
    internal static (IReadOnlyList<T> Items, string Next)? Page<T>(IReadOnlyList<T> all, ApiArguments arguments)
    {
        var size = Math.Clamp(arguments.Whole("limit") ?? DefaultSize, 1, MaxPage);
        if (From(arguments.Text("cursor")) is not { } from)
            return null;
        var next =
            from + size < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"next:{from + size}")) : "";
        return ([.. all.Skip(from).Take(size)], next);
    }

    internal static ApiAnswer WithCursor(JsonObject fields, string next)
    {
        fields["response_metadata"] = new JsonObject { ["next_cursor"] = next };
        return ApiAnswer.Ok(fields);
    }

    private static int? From(string? cursor)
    {
        if (cursor is null or "")
            return 0;
        var bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor, bytes, out var count))
            return null;
        var text = Encoding.ASCII.GetString(bytes, 0, count);
        return
            text.StartsWith("next:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from
            : null;
    }
}
