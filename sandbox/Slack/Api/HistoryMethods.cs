using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>Reading what was said: conversations.history and conversations.replies. Source: docs.slack.dev/reference/methods.</summary>
internal sealed class HistoryMethods(Workspace workspace, Payloads payloads, Reach reach)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("conversations.history", Tier.Three, Reach.AnyOf("history"), History),
            new("conversations.replies", Tier.Three, Reach.AnyOf("history"), Replies),
        ];

    private ApiAnswer History(ApiArguments arguments)
    {
        if (Find(arguments, out var channel) is { } no)
            return no;
        var matching = workspace
            .Messages(channel!.Id)
            .Where(message => !message.IsReply || message.IsBroadcast)
            .Where(message => IsInRange(message.Ts, arguments))
            .Reverse()
            .ToList();
        return Answer(channel, matching, arguments);
    }

    /// <summary>The parent first, then its replies, oldest first.</summary>
    private ApiAnswer Replies(ApiArguments arguments)
    {
        if (Find(arguments, out var channel) is { } no)
            return no;
        if (arguments.Text("ts") is not { } ts)
            return ApiAnswer.Missing("ts");
        if (workspace.Message(channel!.Id, ts) is not { OnlyFor: null } asked)
            return ApiAnswer.No("thread_not_found");
        var parent = asked.ThreadTs ?? asked.Ts;
        var matching = workspace
            .Messages(channel.Id)
            .Where(message => message.Ts == parent || (message.ThreadTs == parent && IsInRange(message.Ts, arguments)))
            .ToList();
        return Answer(channel, matching, arguments);
    }

    private ApiAnswer? Find(ApiArguments arguments, out SlackChannel? channel) =>
        reach.Find(arguments, "history", out channel) ?? (channel!.HasBot ? null : ApiAnswer.No("not_in_channel"));

    private ApiAnswer Answer(SlackChannel channel, IReadOnlyList<SlackMessage> messages, ApiArguments arguments)
    {
        if (Paging.Page(messages, arguments) is not { } page)
            return ApiAnswer.No("invalid_cursor");
        var all = arguments.Flag("include_all_metadata");
        var replies = workspace
            .Messages(channel.Id)
            .Where(message => message.IsReply)
            .ToLookup(one => one.ThreadTs!, StringComparer.Ordinal);
        return Paging.WithCursor(
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
}
