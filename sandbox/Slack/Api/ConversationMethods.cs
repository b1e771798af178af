using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>conversations.*. Source: docs.slack.dev/reference/methods/conversations.history and its sisters.</summary>
internal sealed class ConversationMethods(PretendSlackOptions options, Workspace workspace, Payloads payloads)
{
    private const int MaxPage = 999;

    internal IEnumerable<ApiMethod> All =>
        [
            new("conversations.history", Tier.Three, AnyOf("history"), History),
            new("conversations.replies", Tier.Three, AnyOf("history"), Replies),
            new("conversations.info", Tier.Three, AnyOf("read"), Info),
            new("conversations.members", Tier.Four, AnyOf("read"), Members),
            new("conversations.open", Tier.Three, ["im:write", "mpim:write"], Open) { TakesJson = true },
        ];

    private static string[] AnyOf(string right) =>
        ["channels:" + right, "groups:" + right, "im:" + right, "mpim:" + right];

    private ApiAnswer History(ApiArguments arguments)
    {
        if (Find(arguments, "history", out var channel) is { } no)
            return no;
        if (!channel!.HasBot)
            return ApiAnswer.No("not_in_channel");
        var matching = workspace
            .Messages(channel.Id)
            .Where(message => !message.IsReply || message.IsBroadcast)
            .Where(message => IsInRange(message.Ts, arguments))
            .Reverse()
            .ToList();
        if (Page(matching, arguments, defaultSize: 100) is not { } page)
            return ApiAnswer.No("invalid_cursor");
        var all = arguments.Flag("include_all_metadata");
        var replies = workspace
            .Messages(channel.Id)
            .Where(message => message.IsReply)
            .ToLookup(one => one.ThreadTs!, StringComparer.Ordinal);
        return WithCursor(
            new()
            {
                ["messages"] = new JsonArray([
                    .. page.Items.Select(message => payloads.Message(message, all, [.. replies[message.Ts]])),
                ]),
                ["has_more"] = page.Next.Length > 0,
                ["pin_count"] = 0,
            },
            page.Next
        );
    }

    /// <summary>A thread, oldest first: its first message and what was said under it.</summary>
    private ApiAnswer Replies(ApiArguments arguments)
    {
        if (Find(arguments, "history", out var channel) is { } no)
            return no;
        if (!channel!.HasBot)
            return ApiAnswer.No("not_in_channel");
        if (arguments.Text("ts") is not { } ts)
            return ApiAnswer.Missing("ts");
        if (workspace.Message(channel.Id, ts) is not { OnlyFor: null } asked)
            return ApiAnswer.No("thread_not_found");
        var parent = asked.ThreadTs ?? asked.Ts;
        var thread = workspace
            .Messages(channel.Id)
            .Where(message => message.Ts == parent || message.ThreadTs == parent)
            .Where(message => message.Ts == parent || IsInRange(message.Ts, arguments))
            .ToList();
        if (Page(thread, arguments, defaultSize: 100) is not { } page)
            return ApiAnswer.No("invalid_cursor");
        var all = arguments.Flag("include_all_metadata");
        return WithCursor(
            new()
            {
                ["messages"] = new JsonArray([.. page.Items.Select(message => payloads.Message(message, all))]),
                ["has_more"] = page.Next.Length > 0,
            },
            page.Next
        );
    }

    private ApiAnswer Info(ApiArguments arguments)
    {
        if (Find(arguments, "read", out var channel) is { } no)
            return no;
        var described = Profiles.Channel(channel!);
        if (arguments.Flag("include_num_members"))
            described["num_members"] = workspace.Members(channel!).Count;
        return ApiAnswer.Ok(new() { ["channel"] = described });
    }

    private ApiAnswer Members(ApiArguments arguments)
    {
        if (Find(arguments, "read", out var channel) is { } no)
            return no;
        if (Page(workspace.Members(channel!), arguments, defaultSize: 100) is not { } page)
            return ApiAnswer.No("invalid_cursor");
        return WithCursor(
            new() { ["members"] = new JsonArray([.. page.Items.Select(id => JsonValue.Create(id))]) },
            page.Next
        );
    }

    private ApiAnswer Open(ApiArguments arguments)
    {
        if (arguments.Text("channel") is { } id)
        {
            return workspace.Channel(id) is { DirectWith: not null } known
                ? ApiAnswer.Ok(new() { ["channel"] = new JsonObject { ["id"] = known.Id } })
                : ApiAnswer.No("channel_not_found");
        }

        if (arguments.Text("users") is not { Length: > 0 } users)
            return ApiAnswer.No("users_list_not_supplied");
        // Several people at once would be a group conversation, which the bot has no use for.
        if (workspace.User(users) is not { } user)
            return ApiAnswer.No("user_not_found");
        if (user.IsDeactivated)
            return ApiAnswer.No("user_disabled");
        var channel = workspace.OpenDirect(user);
        return ApiAnswer.Ok(
            new()
            {
                ["channel"] = arguments.Flag("return_im")
                    ? Profiles.Channel(channel)
                    : new JsonObject { ["id"] = channel.Id },
            }
        );
    }

    /// <summary>The channel, if the app may see it and has the scope of its kind.</summary>
    private ApiAnswer? Find(ApiArguments arguments, string right, out SlackChannel? channel)
    {
        channel = null;
        if (arguments.Text("channel") is not { } id)
            return ApiAnswer.Missing("channel");
        channel = workspace.Channel(id);
        if (channel is null or { IsPrivate: true, HasBot: false })
            return ApiAnswer.No("channel_not_found");
        var scope = $"{channel.ScopeFamily}:{right}";
        return options.Scopes.Contains(scope) ? null : ApiAnswer.NoScope([scope], options.Scopes);
    }

    private static bool IsInRange(string ts, ApiArguments arguments)
    {
        var inclusive = arguments.Flag("inclusive");
        return IsOnSide(ts, arguments.Text("oldest"), side: 1, inclusive)
            && IsOnSide(ts, arguments.Text("latest"), side: -1, inclusive);
    }

    private static bool IsOnSide(string ts, string? bound, int side, bool inclusive)
    {
        if (!decimal.TryParse(bound, NumberStyles.Number, CultureInfo.InvariantCulture, out var limit) || limit == 0)
            return true;
        var compared = decimal.Parse(ts, CultureInfo.InvariantCulture).CompareTo(limit);
        return compared == side || (inclusive && compared == 0);
    }

    private static (IReadOnlyList<T> Items, string Next)? Page<T>(
        IReadOnlyList<T> all,
        ApiArguments arguments,
        int defaultSize
    )
    {
        var size = Math.Clamp(arguments.Whole("limit") ?? defaultSize, 1, MaxPage);
        if (From(arguments.Text("cursor")) is not { } from)
            return null;
        var next =
            from + size < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"next:{from + size}")) : "";
        return ([.. all.Skip(from).Take(size)], next);
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

    private static ApiAnswer WithCursor(JsonObject fields, string next)
    {
        fields["response_metadata"] = new JsonObject { ["next_cursor"] = next };
        return ApiAnswer.Ok(fields);
    }
}
