using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// Keeps calls within what Shopify lets in: remembers what is left to spend, and waits before a call that would be refused.
/// </summary>
internal sealed class ShopifyPace(TimeProvider clock)
{
    /// <summary>Taken for a document that was never sent before: rather waited for than refused.</summary>
    private const double Guess = 200;

    /// <summary>Nobody waits longer with a run in hand: it is taken up again later.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Times are the clock's counter, which nobody can set back: calls would wait until it caught up.
    private readonly Lock gate = new();
    private readonly Dictionary<string, double> costs = new(StringComparer.Ordinal);
    private ShopifyCost? last;
    private long at;
    private double promised;

    /// <summary>Waits until a call may be sent.</summary>
    /// <exception cref="OutsideException">It would have to wait for too long.</exception>
    /// <returns>What was set aside for it; to be given back by <see cref="Leave"/>, whatever comes of the call.</returns>
    internal async Task<Pass> EnterAsync(ShopifyDocument document, CancellationToken cancel)
    {
        var asked = clock.GetTimestamp();
        // Looks again after each wait: timers fire early, and others may have been let in first.
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                var cost = costs.GetValueOrDefault(document.Name, Guess);
                wait = WaitFor(cost);
                if (wait <= TimeSpan.Zero)
                {
                    promised += cost;
                    return new Pass(cost, clock.GetTimestamp());
                }
            }

            if (clock.GetElapsedTime(asked) + wait > Longest)
                throw Resting.For(ShopifyClient.Name, document.Name, wait);
            await Task.Delay(wait, clock, cancel);
        }
    }

    /// <summary>The call is over.</summary>
    /// <param name="document">What was sent.</param>
    /// <param name="pass">What it was let in with.</param>
    /// <param name="told">What the answer told of costs.</param>
    internal void Leave(ShopifyDocument document, Pass pass, ShopifyCost? told)
    {
        lock (gate)
        {
            promised -= pass.SetAside;
            if (told is null)
                return;
            costs[document.Name] = told.Requested;
            // Answers overtake each other: one to a call that was sent before the last answer came may tell of points that
            // are spent by now.
            var isNews = last is null || pass.At >= at;
            last = isNews ? told : told with { Available = Math.Min(told.Available, Restored(last!)) };
            at = clock.GetTimestamp();
        }
    }

    /// <summary>A call that was let in.</summary>
    /// <param name="SetAside">The points set aside for it.</param>
    /// <param name="At">When, as the clock's counter.</param>
    internal sealed record Pass(double SetAside, long At);

    private TimeSpan WaitFor(double cost)
    {
        if (last is not { RestoreRate: > 0 } known)
            return TimeSpan.Zero;
        var missing = Math.Min(cost, known.Maximum) - (Restored(known) - promised);
        return missing > 0 ? TimeSpan.FromSeconds(missing / known.RestoreRate) : TimeSpan.Zero;
    }

    private double Restored(ShopifyCost known) =>
        Math.Min(known.Maximum, known.Available + (known.RestoreRate * clock.GetElapsedTime(at).TotalSeconds));
}
