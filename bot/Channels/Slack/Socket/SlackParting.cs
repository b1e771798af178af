namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>Why a socket is of no use any more.</summary>
internal enum SlackParting
{
    /// <summary>Slack wants another in its place, as it does every few hours.</summary>
    Refresh,

    /// <summary>There are more than Slack allows, ten: this one must go before another comes.</summary>
    TooMany,

    /// <summary>Somebody switched Socket Mode off in the app's settings.</summary>
    SwitchedOff,

    /// <summary>It broke or was closed without a word.</summary>
    Lost,
}

/// <summary>Reads why Slack parts.</summary>
internal static class SlackPartings
{
    /// <summary>The sources spell the switched-off one in two ways; whatever is new asks for another socket, like the usual ones.</summary>
    internal static SlackParting Of(string? reason) =>
        reason switch
        {
            "too_many_websockets" => SlackParting.TooMany,
            "link_disabled" or "socket_mode_disabled" => SlackParting.SwitchedOff,
            _ => SlackParting.Refresh,
        };
}
