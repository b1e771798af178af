namespace OpsBot.Bot.Channels.Teams;

/// <summary>Whether the bot is in Teams.</summary>
internal enum TeamsMode
{
    /// <summary>It is not.</summary>
    Off,

    /// <summary>It is; who calls proves to be Teams.</summary>
    On,

    /// <summary>Everybody on this machine is believed to be Teams: to try things out, in Development alone.</summary>
    WithoutTokens,
}
