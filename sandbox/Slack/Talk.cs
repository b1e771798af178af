using OpsBot.Sandbox.Slack.Events;

namespace OpsBot.Sandbox.Slack;

/// <summary>What people say and where they look. The bot hears of it as far as the app subscribed to it.</summary>
internal sealed class Talk(
    PretendSlackOptions options,
    Workspace workspace,
    HomeViews homes,
    EventFeed feed,
    EventPayloads payloads
)
{
    /// <summary>Says something in a channel, or below a message.</summary>
    internal SlackMessage Say(string user, string channel, string text, string? thread = null)
    {
        var person = workspace.ActiveUser(user);
        if (workspace.Channel(channel) is null && channel == Workspace.DirectId(user))
            workspace.OpenDirect(person);
        var parent = thread is null ? null : workspace.Message(channel, thread);
        if (thread is not null && parent is null)
            throw new InvalidOperationException($"there is no message {thread} in {channel}");
        return workspace.Post(new(channel, "", person.Id, text) { ThreadTs = parent?.ThreadTs ?? parent?.Ts });
    }

    /// <summary>The same, to the bot by name.</summary>
    internal SlackMessage Mention(string user, string channel, string text, string? thread = null) =>
        Say(user, channel, $"<@{options.BotUserId}> {text}", thread);

    /// <param name="user">Who looks.</param>
    /// <param name="tab"><c>home</c> or <c>messages</c>.</param>
    internal void OpenHome(string user, string tab)
    {
        var direct = workspace.OpenDirect(workspace.ActiveUser(user));
        feed.Tell("app_home_opened", null, () => payloads.HomeOpened(user, direct, tab, homes.Of(user)));
    }
}
