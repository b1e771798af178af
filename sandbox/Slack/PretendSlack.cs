using OpsBot.Sandbox.Slack.Sockets;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// The pretend Slack seen by tests and by the page: what people do, what they see, and waiting for it without asking again and
/// again.
/// </summary>
internal sealed class PretendSlack(
    Workspace workspace,
    OpenViews views,
    Changes changes,
    Gestures gestures,
    SocketSwitch sockets
)
{
    /// <summary>Socket Mode: on or off, and what goes wrong with it.</summary>
    internal SocketSwitch Sockets => sockets;

    internal event Action<SlackChange>? Changed
    {
        add => changes.Happened += value;
        remove => changes.Happened -= value;
    }

    /// <summary>Uses a button, or with <paramref name="chosen"/> a menu, of a message.</summary>
    internal Task<ClickReply> ClickAsync(
        string user,
        string channel,
        string ts,
        string actionId,
        string? chosen = null,
        CancellationToken stop = default
    ) =>
        ClickAsync(
            new(user, actionId)
            {
                Channel = channel,
                Ts = ts,
                Chosen = chosen is null ? [] : [chosen],
            },
            stop
        );

    internal Task<ClickReply> ClickAsync(Click click, CancellationToken stop = default) =>
        gestures.Clicks.SendAsync(click, stop);

    /// <summary>Values go by action id or block id: the words typed, or the value of the option chosen.</summary>
    internal Task<FormReply> SubmitViewAsync(
        string user,
        string viewId,
        IReadOnlyDictionary<string, string> values,
        CancellationToken stop = default
    ) => SubmitViewAsync(user, viewId, FieldValues.Of(values), stop);

    internal Task<FormReply> SubmitViewAsync(
        string user,
        string viewId,
        FieldValues values,
        CancellationToken stop = default
    ) => gestures.Forms.SubmitAsync(user, viewId, values, stop);

    internal Task CloseViewAsync(
        string user,
        string viewId,
        bool wholeStack = false,
        CancellationToken stop = default
    ) => gestures.Forms.CloseAsync(user, viewId, wholeStack, stop);

    /// <summary>Types a whole line: <c>/ops status</c>.</summary>
    internal Task<CommandReply> CommandAsync(
        string user,
        string channel,
        string typed,
        CancellationToken stop = default
    ) => gestures.Commands.SendAsync(user, channel, typed, stop);

    /// <summary>A plain message of a person; the bot hears nothing of it.</summary>
    internal SlackMessage Say(string user, string channel, string text) =>
        workspace.Post(new(channel, "", workspace.ActiveUser(user).Id, text));

    /// <summary>What everybody in the channel sees, oldest first, replies included.</summary>
    internal IReadOnlyList<SlackMessage> Messages(string channel) => workspace.Messages(channel);

    /// <summary>What only this person sees.</summary>
    internal IReadOnlyList<SlackMessage> Ephemerals(string user) => workspace.Ephemerals(user);

    /// <summary>The modals before this person, the top one last.</summary>
    internal IReadOnlyList<SlackView> OpenViews(string user) => views.Of(user);

    internal IReadOnlyList<SlackChannel> Channels() => workspace.Channels();

    /// <summary>The first message of the channel that is as wanted, now or once a post or an update makes it so.</summary>
    internal Task<SlackMessage> MessageAsync(
        string channel,
        Func<SlackMessage, bool> wanted,
        CancellationToken stop = default
    ) => changes.WaitAsync(() => Messages(channel).FirstOrDefault(wanted), stop);

    internal Task<SlackMessage> EphemeralAsync(
        string user,
        Func<SlackMessage, bool> wanted,
        CancellationToken stop = default
    ) => changes.WaitAsync(() => Ephemerals(user).FirstOrDefault(wanted), stop);

    internal Task<SlackView> ViewAsync(string user, Func<SlackView, bool> wanted, CancellationToken stop = default) =>
        changes.WaitAsync(() => OpenViews(user).LastOrDefault(wanted), stop);
}
