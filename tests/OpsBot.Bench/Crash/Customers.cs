using OpsBot.Sandbox.Shopify.Play;

namespace OpsBot.Bench.Crash;

/// <summary>Customers who go on asking for returns whatever happens to the bot.</summary>
internal sealed class Customers : IAsyncDisposable
{
    /// <summary>So often that no boundary is long waited for, and so seldom that the bot keeps up between two deaths.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(600);
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    internal Customers(LiveTraffic traffic) => work = Task.Run(() => AskAsync(traffic, stop.Token));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static async Task AskAsync(LiveTraffic traffic, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every);
        do traffic.Emit(1);
        while (await timer.WaitForNextTickAsync(cancel));
    }
}
