using OpsBot.Sandbox.Delivery;

namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>What a test or the operator of the app does to Socket Mode, and what can go wrong with it.</summary>
internal sealed class SocketSwitch(
    PretendSlackOptions options,
    Links links,
    Envelopes envelopes,
    Changes changes,
    TimeProvider clock
) : IAsyncDisposable
{
    private readonly Alarms alarms = new(clock);

    internal int Count => links.All.Count;

    /// <summary>Acknowledgements that came too late, twice, on another connection, or for something never sent.</summary>
    internal int StrayAcks => envelopes.Stray;

    /// <summary>From now on nothing is delivered over HTTP.</summary>
    internal void TurnOn() => options.Socket.IsOn = true;

    /// <summary>Everything goes over HTTP again; connections are told <c>link_disabled</c> and closed.</summary>
    internal async Task TurnOffAsync(CancellationToken stop = default)
    {
        options.Socket.IsOn = false;
        await DisconnectAsync("link_disabled", stop);
        foreach (var link in links.All)
            await link.CloseAsync(stop);
    }

    /// <summary>
    /// Says <c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>, <c>too_many_websockets</c> or anything else to every
    /// connection, and closes none.
    /// </summary>
    internal async Task DisconnectAsync(string reason, CancellationToken stop = default)
    {
        foreach (var link in links.All)
            await link.DisconnectAsync(reason, stop);
    }

    /// <summary>The routine of every few hours: a warning now, the request in ten seconds, the end in twenty.</summary>
    internal async Task RefreshAsync(CancellationToken stop = default)
    {
        foreach (var link in links.All)
        {
            await link.DisconnectAsync("warning", stop);
            alarms.After(LinkEnds.Notice, () => _ = link.DisconnectAsync("refresh_requested", CancellationToken.None));
            alarms.After(LinkEnds.Notice * 2, () => _ = link.CloseAsync(CancellationToken.None));
        }
    }

    /// <summary>Breaks every connection off without a word.</summary>
    internal void Break()
    {
        foreach (var link in links.All)
            link.Break();
    }

    /// <summary>Every connection that is open now stands, but nothing goes or comes any more, pings and pongs included.</summary>
    internal void GoSilent()
    {
        foreach (var link in links.All)
            link.GoSilent();
    }

    /// <summary>Ends as soon as there are exactly so many connections.</summary>
    internal Task CountAsync(int count, CancellationToken stop = default) =>
        changes.WaitAsync(() => Count == count ? this : null, stop);

    public ValueTask DisposeAsync() => alarms.DisposeAsync();
}
