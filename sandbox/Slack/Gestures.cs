using OpsBot.Sandbox.Slack.Events;
using OpsBot.Sandbox.Slack.Sockets;

namespace OpsBot.Sandbox.Slack;

/// <summary>What a person can do in Slack that the bot hears of.</summary>
internal sealed record Gestures(Clicks Clicks, Forms Forms, Commands Commands, Talk Talk, Shortcuts Shortcuts);

/// <summary>What stands before a person besides messages.</summary>
internal sealed record Screens(OpenViews Views, HomeViews Homes, Reactions Reactions);

/// <summary>What is done to the workspace and to the app, and what goes wrong on the way to it.</summary>
internal sealed record Levers(
    SocketSwitch Sockets,
    People People,
    Admin Admin,
    EventPost Events,
    EventAddress EventAddress
);
