namespace OpsBot.Sandbox.Delivery;

/// <summary>Things to do later, by a clock that tests can move.</summary>
internal sealed class Alarms(TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<ITimer> set = [];

    internal int Count
    {
        get
        {
            lock (gate)
                return set.Count;
        }
    }

    internal void After(TimeSpan wait, Action act)
    {
        if (wait <= TimeSpan.Zero)
        {
            act();
            return;
        }

        lock (gate)
        {
            ITimer? timer = null;
            timer = clock.CreateTimer(
                _ =>
                {
                    act();
                    lock (gate)
                        set.Remove(timer!);
                    timer!.Dispose();
                },
                null,
                wait,
                Timeout.InfiniteTimeSpan
            );
            set.Add(timer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ITimer[] left;
        lock (gate)
        {
            left = [.. set];
            set.Clear();
        }

        foreach (var timer in left)
            await timer.DisposeAsync();
    }
}
