using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Events;

/// <summary>
/// Tells the bot what happens, as far as the app subscribed to it, was granted the scope, and is in the channel. Source:
/// docs.slack.dev/apis/events-api.
/// </summary>
internal sealed class EventFeed
{
    private readonly PretendSlackOptions options;
    private readonly Workspace workspace;
    private readonly EventPayloads payloads;
    private readonly EventPost post;

    public EventFeed(
        PretendSlackOptions options,
        Workspace workspace,
        EventPayloads payloads,
        EventPost post,
        Changes changes
    )
    {
        this.options = options;
        this.workspace = workspace;
        this.payloads = payloads;
        this.post = post;
        changes.Happened += Notice;
    }

    /// <param name="subscription">Its name among the app's events, as in <c>message.channels</c>.</param>
    /// <param name="scope">The scope it needs; null for none.</param>
    /// <param name="write">The event, where somebody wants it.</param>
    internal void Tell(string subscription, string? scope, Func<JsonObject> write)
    {
        if (options.Events.Contains(subscription) && (scope is null || options.Scopes.Contains(scope)))
            post.Send(payloads.Envelope(write()));
    }

    private void Notice(SlackChange change)
    {
        switch (change)
        {
            case SlackChange.Shown { Message: { OnlyFor: null } message, Before: null }:
                Say(message);
                break;
            case SlackChange.Shown { Message: { OnlyFor: null } message, Before: { } before }:
                TellMembers(message.Channel, channel => payloads.Changed(message, before, channel));
                break;
            case SlackChange.Removed { Message: { OnlyFor: null } message }:
                TellMembers(message.Channel, channel => payloads.Deleted(message, channel));
                break;
        }
    }

    private void Say(SlackMessage message)
    {
        TellMembers(message.Channel, channel => payloads.Message(message, channel));
        var names = message.Text.Contains($"<@{options.BotUserId}>", StringComparison.Ordinal);
        // In a direct conversation there is nobody else to mention it to.
        if (
            names
            && message.User != options.BotUserId
            && workspace.Channel(message.Channel) is { HasBot: true, DirectWith: null } channel
        )
            Tell("app_mention", "app_mentions:read", () => payloads.Mention(message, channel));
    }

    private void TellMembers(string id, Func<SlackChannel, JsonObject> write)
    {
        if (workspace.Channel(id) is { HasBot: true } channel)
            Tell("message." + channel.ScopeFamily, channel.ScopeFamily + ":history", () => write(channel));
    }
}
