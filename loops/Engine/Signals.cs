using System.Threading.Channels;

namespace OpsBot.Loops.Engine;

/// <summary>Waiting for news that also looks when there are none.</summary>
public static class Signals
{
    /// <summary>Completes when there is something to read, or after a while all the same.</summary>
    /// <param name="news">What is read.</param>
    /// <param name="atMost">The while.</param>
    /// <param name="clock">Counts it.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public static async Task WaitAsync<T>(
        this ChannelReader<T> news,
        TimeSpan atMost,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        using var late = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await news.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // No news.
        }
    }
}
