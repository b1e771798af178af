using System.Threading.Channels;

namespace OpsBot.Bot.Store;

/// <summary>Tells the workers of this process, after a commit, that there is something to do.</summary>
/// <param name="clock">For the look that is taken all the same.</param>
internal sealed class Wake(TimeProvider clock)
{
    private readonly Channel<bool> runs = Signal();
    private readonly Channel<bool> cards = Signal();

    private int called;

    /// <summary>A run is due.</summary>
    internal void Runs()
    {
        Volatile.Write(ref called, 1);
        runs.Writer.TryWrite(true);
    }

    /// <summary>A run was said to be due since this was last asked: whoever looks for runs will find one.</summary>
    internal bool WasCalled() => Interlocked.Exchange(ref called, 0) == 1;

    /// <summary>A card is due.</summary>
    internal void Cards() => cards.Writer.TryWrite(true);

    /// <summary>Completes when a run is due, or after a while all the same.</summary>
    internal Task RunsAsync(TimeSpan atMost, CancellationToken cancel) => WaitAsync(runs, atMost, cancel);

    /// <summary>Completes when a card is due, or after a while all the same.</summary>
    internal Task CardsAsync(TimeSpan atMost, CancellationToken cancel) => WaitAsync(cards, atMost, cancel);

    private static Channel<bool> Signal() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private async Task WaitAsync(Channel<bool> signal, TimeSpan atMost, CancellationToken cancel)
    {
        await signal.Reader.WaitAsync(atMost, clock, cancel);
        signal.Reader.TryRead(out _);
    }
}
