using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>chat.*: posting, changing and taking back. Source: docs.slack.dev/reference/methods/chat.postMessage and its sisters.</summary>
internal sealed class ChatMethods(
    PretendSlackOptions options,
    Workspace workspace,
    RateLimits limits,
    Payloads payloads,
    Ledger ledger,
    Reach reach
)
{
    private const int MaxUpdatedText = 4_000;
    private const string NothingToShow = "This content can't be displayed.";

    internal IEnumerable<ApiMethod> All =>
        [
            new("chat.postMessage", Tier.Posting, ["chat:write"], Post) { TakesJson = true },
            new("chat.update", Tier.Three, ["chat:write"], Update) { TakesJson = true },
            new("chat.delete", Tier.Three, ["chat:write"], Delete) { TakesJson = true },
            new("chat.postEphemeral", Tier.Four, ["chat:write"], PostEphemeral) { TakesJson = true },
        ];

    private ApiAnswer Post(ApiArguments arguments)
    {
        if (arguments.Text("channel") is not { Length: > 0 } id)
            return ApiAnswer.Missing("channel");
        var channel = workspace.User(id) is { } user ? workspace.OpenDirect(user) : workspace.Channel(id);
        if (reach.CannotWrite(channel) is { } no)
            return no;
        var (content, wrong) = MessageContent.Read(arguments, options.Limits);
        if (content is null)
            return wrong!;
        if (content is { Text: null or "", Blocks: null })
            return ApiAnswer.No("no_text");
        var thread = arguments.Text("thread_ts");
        if (thread is not null && workspace.Message(channel!.Id, thread) is not { IsReply: false })
            return ApiAnswer.No("cannot_reply_to_message");
        if (limits.TakePost(channel!.Id) is { } wait)
            return ApiAnswer.TooMany(wait);

        var posted = workspace.Post(
            Draft(channel.Id, content) with
            {
                ThreadTs = thread,
                IsBroadcast = thread is not null && arguments.Flag("reply_broadcast"),
            }
        );
        Record(posted, channel);
        return Posted(posted);
    }

    private ApiAnswer Update(ApiArguments arguments)
    {
        if (FindOwn(arguments, "cant_update_message", out var message) is { } no)
            return no;
        var (content, wrong) = MessageContent.Read(arguments, options.Limits);
        if (content is null)
            return wrong!;
        if (content.Text?.Length > MaxUpdatedText)
            return ApiAnswer.No("msg_too_long");
        var leavesNothing = content.Blocks?.GetArrayLength() == 0 && content.Text is null or "";
        if (leavesNothing)
            return ApiAnswer.No("no_text");

        var changed = workspace.Change(message!, current => Apply(content, current));
        if (changed is null)
            return ApiAnswer.No("message_not_found");
        var answer = Posted(changed);
        answer.Body["text"] = changed.Text;
        return answer;
    }

    private static SlackMessage Apply(MessageContent content, SlackMessage current)
    {
        var saysNothing = content is { Text: null, Blocks: null };
        var blocks = saysNothing ? current.Blocks : content.Blocks ?? Json.EmptyList;
        return current with
        {
            Text = saysNothing ? current.Text : content.Text ?? NothingToShow,
            Blocks = blocks,
            Metadata = content.Metadata is { } metadata
                ? (MetadataCheck.IsEmpty(metadata) ? null : metadata)
                : current.Metadata,
            IsEdited = current.IsEdited || (!saysNothing && blocks.GetArrayLength() == 0),
        };
    }

    private ApiAnswer Delete(ApiArguments arguments)
    {
        if (FindOwn(arguments, "cant_delete_message", out var message) is { } no)
            return no;
        workspace.Remove(message!);
        ledger.Write("slack", "message deleted", SubjectOf(message!));
        return ApiAnswer.Ok(new() { ["channel"] = message!.Channel, ["ts"] = message.Ts });
    }

    private ApiAnswer PostEphemeral(ApiArguments arguments)
    {
        if (arguments.Text("channel") is not { } id)
            return ApiAnswer.Missing("channel");
        if (arguments.Text("user") is not { } user)
            return ApiAnswer.Missing("user");
        var channel = workspace.Channel(id);
        if (reach.CannotWrite(channel) is { } no)
            return no;
        if (!workspace.Members(channel!).Contains(user, StringComparer.Ordinal))
            return ApiAnswer.No("user_not_in_channel");
        var (content, wrong) = MessageContent.Read(arguments, options.Limits);
        if (content is null)
            return wrong!;
        if (content is { Text: null or "", Blocks: null })
            return ApiAnswer.No("no_text");
        var posted = workspace.Post(
            Draft(channel!.Id, content) with
            {
                OnlyFor = user,
                ThreadTs = arguments.Text("thread_ts"),
                Metadata = null,
            }
        );
        return ApiAnswer.Ok(new() { ["message_ts"] = posted.Ts });
    }

    private ApiAnswer? FindOwn(ApiArguments arguments, string notOwn, out SlackMessage? message)
    {
        message = null;
        if (arguments.Text("channel") is not { } channel)
            return ApiAnswer.Missing("channel");
        if (arguments.Text("ts") is not { } ts)
            return ApiAnswer.Missing("ts");
        if (workspace.Channel(channel) is null)
            return ApiAnswer.No("channel_not_found");
        message = workspace.Message(channel, ts);
        return message switch
        {
            null or { OnlyFor: not null } => ApiAnswer.No("message_not_found"),
            _ when message.User != options.BotUserId => ApiAnswer.No(notOwn),
            _ => null,
        };
    }

    private SlackMessage Draft(string channel, MessageContent content) =>
        new(channel, "", options.BotUserId, content.Text ?? NothingToShow)
        {
            Blocks = content.Blocks ?? Json.EmptyList,
            Metadata = content.Metadata is { } metadata && !MetadataCheck.IsEmpty(metadata) ? metadata : null,
        };

    private ApiAnswer Posted(SlackMessage message) =>
        ApiAnswer.Ok(
            new()
            {
                ["channel"] = message.Channel,
                ["ts"] = message.Ts,
                ["message"] = payloads.Message(message, withMetadata: true),
            }
        );

    private void Record(SlackMessage message, SlackChannel channel)
    {
        var where = channel.DirectWith ?? "#" + channel.Name;
        var words = message.Text.Length > 80 ? message.Text[..80] + "…" : message.Text;
        ledger.Write(
            "slack",
            message.IsReply ? "reply posted" : "message posted",
            SubjectOf(message),
            $"{where}: {words}"
        );
    }

    /// <summary>The card or escalation a message is about: the same one twice is a card posted twice.</summary>
    private static string SubjectOf(SlackMessage message)
    {
        if (message.Metadata is not { } metadata)
            return message.Ts;
        var payload = JsonNode.Parse(metadata.GetRawText())!["event_payload"];
        var about = (payload?["card_id"] ?? payload?["escalation_id"])?.ToString() ?? message.Ts;
        return payload?["last_line"] is { } line ? $"{about}, line {line}" : about;
    }
}
