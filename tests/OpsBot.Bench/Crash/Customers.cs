using OpsBot.Sandbox.Shopify.Play;

namespace OpsBot.Bench.Crash;

/// <summary>Customers who go on asking for returns whatever happens to the bot.</summary>
internal sealed class Customers : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    internal Customers(LiveTraffic traffic, TimeSpan every) =>
        work = Task.Run(() => AskAsync(traffic, every, stop.Token));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static async Task AskAsync(LiveTraffic traffic, TimeSpan every, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(every);
        do traffic.Emit(1);
        while (await timer.WaitForNextTickAsync(cancel));
    }
}
