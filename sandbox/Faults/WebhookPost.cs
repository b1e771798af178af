using OpsBot.Sandbox.Delivery;

namespace OpsBot.Sandbox.Faults;

/// <summary>
/// Sends one system's webhooks by courier. Each try is packed anew, so that its signature carries the time of that try;
/// webhooks are doubled or held back when the fault switches say so.
/// </summary>
internal sealed class WebhookPost(
    string system,
    IReadOnlyList<TimeSpan> retries,
    FaultSwitch faults,
    TimeProvider clock
) : IAsyncDisposable
{
    private readonly Courier courier = new(new CourierOptions(), clock);
    private readonly Alarms alarms = new(clock);
    private readonly Lock gate = new();

    internal long Delivered => courier.Delivered;

    internal long Failed => courier.Failed;

    /// <summary>Done when nothing is under way; a webhook that waits for its retry does not count.</summary>
    internal Task IdleAsync() => courier.IdleAsync();

    internal void Send(Func<Parcel> pack) => Send(pack, tries: 0);

    public async ValueTask DisposeAsync()
    {
        await courier.DisposeAsync();
        await alarms.DisposeAsync();
    }

    private void Send(Func<Parcel> pack, int tries)
    {
        var parcel = pack() with { GivenUp = () => TryAgain(pack, tries) };
        lock (gate)
        {
            courier.Reorder = faults.Wants(system, FaultKind.Reorder);
            courier.Send(parcel);
            if (faults.Wants(system, FaultKind.Duplicate))
                courier.Send(parcel with { GivenUp = null });
        }
    }

    private void TryAgain(Func<Parcel> pack, int tries)
    {
        if (tries < retries.Count)
            alarms.After(retries[tries], () => Send(pack, tries + 1));
    }
}
