using OpsBot.Sandbox.Shopify.Play;

namespace OpsBot.Bench.Crash;

/// <summary>Customers who go on asking for returns whatever happens to the bot.</summary>
internal sealed class Customers : IAsyncDisposable
{
    /// <summary>No more than their cards can be shown, of which Slack takes about one a second.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);
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
