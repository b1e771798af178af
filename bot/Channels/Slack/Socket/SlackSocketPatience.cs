using System.Security.Cryptography;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>How many sockets, and how long each thing may take; docs.slack.dev/apis/events-api/using-socket-mode.</summary>
internal sealed record SlackSocketPatience
{
    /// <summary>While one is opened anew the other takes what comes.</summary>
    internal int Sockets { get; init; } = 2;

    /// <summary>Things taken at the same time, over all sockets.</summary>
    internal int AtOnce { get; init; } = 32;

    /// <summary>Slack's own client waits 30 seconds for a sign of life.</summary>
    internal SocketPulse Pulse { get; init; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));

    /// <summary>A socket is of use only once it said hello.</summary>
    internal TimeSpan Hello { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an old socket may still bring something while its successor is open: Slack gives ten seconds' notice.</summary>
    internal TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the other side may take to close.</summary>
    internal TimeSpan Close { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A socket that lived shorter than this counts as a failure: the next one waits longer.</summary>
    internal TimeSpan Lived { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often is tried what only a person can mend.</summary>
    internal TimeSpan Slowly { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between 0 and 1; spreads bots that lost their sockets together.</summary>
    internal Func<double> Chance { get; init; } = () => RandomNumberGenerator.GetInt32(1_000_000) / 1_000_000d;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait after so many failures in a row: a second, doubled up to a minute, half of it by chance.</summary>
    internal TimeSpan Wait(int failures, TimeSpan? asked = null)
    {
        var wait = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        wait = (wait < Longest ? wait : Longest) * (0.5 + (Chance() / 2));
        return asked > wait ? asked.Value + (First * Chance()) : wait;
    }
}
