namespace OpsBot.Sandbox;

/// <summary>The chats the bot is in.</summary>
[Flags]
internal enum Chats
{
    /// <summary>The pretend Slack.</summary>
    Slack = 1,

    /// <summary>The pretend Teams.</summary>
    Teams = 2,

    /// <summary>Each case is in both.</summary>
    Both = Slack | Teams,
}
