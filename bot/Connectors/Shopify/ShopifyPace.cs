namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// Keeps calls within what Shopify lets in: remembers what is left to spend, and waits before a call that would be refused.
/// </summary>
internal sealed class ShopifyPace(TimeProvider clock)
{
    /// <summary>Taken for a document that was never sent before.</summary>
    private const double Guess = 50;

    private readonly Lock gate = new();
    private readonly Dictionary<string, double> costs = new(StringComparer.Ordinal);
    private ShopifyCost? last;
    private DateTimeOffset at;
    private double promised;

    /// <summary>Waits until a call may be sent.</summary>
    /// <returns>What was set aside for it; to be given back by <see cref="Leave"/>, whatever comes of the call.</returns>
    internal async Task<double> EnterAsync(ShopifyDocument document, CancellationToken cancel)
    {
        double cost;
        TimeSpan wait;
        lock (gate)
        {
            cost = costs.GetValueOrDefault(document.Name, Guess);
            wait = WaitFor(cost);
            promised += cost;
        }

        if (wait > TimeSpan.Zero)
        {
            try
            {
                await Task.Delay(wait, clock, cancel);
            }
            catch (OperationCanceledException)
            {
                Leave(document, cost, null);
                throw;
            }
        }

        return cost;
    }

    /// <summary>The call is over.</summary>
    /// <param name="document">What was sent.</param>
    /// <param name="setAside">What was set aside for it.</param>
    /// <param name="told">What the answer told of costs.</param>
    internal void Leave(ShopifyDocument document, double setAside, ShopifyCost? told)
    {
        lock (gate)
        {
            promised -= setAside;
            if (told is null)
                return;
            costs[document.Name] = told.Requested;
            last = told;
            at = clock.GetUtcNow();
        }
    }

    private TimeSpan WaitFor(double cost)
    {
        if (last is not { RestoreRate: > 0 } known)
            return TimeSpan.Zero;
        var restored = known.Available + (known.RestoreRate * (clock.GetUtcNow() - at).TotalSeconds);
        var left = Math.Min(known.Maximum, restored) - promised;
        var missing = Math.Min(cost, known.Maximum) - left;
        return missing > 0 ? TimeSpan.FromSeconds(missing / known.RestoreRate) : TimeSpan.Zero;
    }
}
