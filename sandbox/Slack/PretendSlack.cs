using OpsBot.Sandbox.Slack.Sockets;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// The pretend Slack seen by tests and by the page: what people do, what they see, and waiting for it without asking again and
/// again.
/// </summary>
internal sealed class PretendSlack(
    Workspace workspace,
    Screens screens,
    Changes changes,
    Gestures gestures,
    Levers levers
)
{
    /// <summary>Socket Mode: on or off, and what goes wrong with it.</summary>
    internal SocketSwitch Sockets => levers.Sockets;

    /// <summary>Who is there, and in which groups; may change at any time.</summary>
    internal People People => levers.People;

    /// <summary>What administrators do to channels and to the app.</summary>
    internal Admin Admin => levers.Admin;

    /// <summary>Events given up: refused for good, or never taken.</summary>
    internal int LostEvents => levers.Events.Lost;

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

    /// <summary>A plain message of a person, in the channel or below another message.</summary>
    internal SlackMessage Say(string user, string channel, string text, string? thread = null) =>
        gestures.Talk.Say(user, channel, text, thread);

    /// <summary>The same, with the bot named in front.</summary>
    internal SlackMessage Mention(string user, string channel, string text, string? thread = null) =>
        gestures.Talk.Mention(user, channel, text, thread);

    /// <summary>Looks at the app's home: the tab <c>home</c>, or <c>messages</c>.</summary>
    internal void OpenHome(string user, string tab = "home") => gestures.Talk.OpenHome(user, tab);

    /// <summary>Uses a shortcut from the menu of a message.</summary>
    internal Task<ClickReply> ShortcutAsync(
        string user,
        string channel,
        string ts,
        string callbackId,
        CancellationToken stop = default
    ) => gestures.Shortcuts.OnMessageAsync(user, channel, ts, callbackId, stop);

    internal Task<ClickReply> GlobalShortcutAsync(string user, string callbackId, CancellationToken stop = default) =>
        gestures.Shortcuts.GlobalAsync(user, callbackId, stop);

    /// <summary>Saves the address for events in the app's settings: Slack sends its challenge there.</summary>
    /// <returns>Null when the address was accepted, else why not.</returns>
    internal Task<string?> VerifyEventsAsync(CancellationToken stop = default) => levers.EventAddress.VerifyAsync(stop);

    /// <summary>Done when no event is under way; one that waits for its retry does not count.</summary>
    internal Task EventsAsync() => levers.Events.IdleAsync();

    /// <summary>What everybody in the channel sees, oldest first, replies included.</summary>
    internal IReadOnlyList<SlackMessage> Messages(string channel) => workspace.Messages(channel);

    /// <summary>What only this person sees.</summary>
    internal IReadOnlyList<SlackMessage> Ephemerals(string user) => workspace.Ephemerals(user);

    /// <summary>The modals before this person, the top one last.</summary>
    internal IReadOnlyList<SlackView> OpenViews(string user) => screens.Views.Of(user);

    /// <summary>What this person sees in the app's home; null before the app published it.</summary>
    internal SlackView? Home(string user) => screens.Homes.Of(user);

    /// <summary>The names of the emoji on a message.</summary>
    internal IReadOnlyList<string> Reactions(string channel, string ts) => screens.Reactions.On(channel, ts);

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

    internal Task<SlackView> HomeAsync(string user, Func<SlackView, bool> wanted, CancellationToken stop = default) =>
        changes.WaitAsync(() => Home(user) is { } home && wanted(home) ? home : null, stop);
}
