namespace OpsBot.Sandbox.Shopify.Door;

/// <summary>
/// The leaky bucket of points a token may spend. https://shopify.dev/docs/api/usage/limits#rate-limits
/// </summary>
internal sealed class Bucket(double size, double restoreRate, TimeProvider clock)
{
    private readonly Lock gate = new();
    private double available = size;
    private long at = clock.GetTimestamp();

    internal double Size { get; } = size;

    internal double RestoreRate { get; } = restoreRate;

    internal bool TryTake(double points, out double left)
    {
        lock (gate)
        {
            Refill();
            var enough = points <= available;
            if (enough)
                available -= points;
            left = available;
            return enough;
        }
    }

    /// <summary>What was asked for but not used comes back at once.</summary>
    internal double GiveBack(double points)
    {
        lock (gate)
        {
            Refill();
            available = Math.Min(Size, available + points);
            return available;
        }
    }

    private void Refill()
    {
        var now = clock.GetTimestamp();
        available = Math.Min(Size, available + (clock.GetElapsedTime(at, now).TotalSeconds * RestoreRate));
        at = now;
    }
}
