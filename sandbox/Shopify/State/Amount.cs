namespace OpsBot.Sandbox.Shopify.State;

/// <summary>One sum in both currencies of an order: the shop's, and the one the customer saw and paid.</summary>
internal readonly record struct Amount(decimal Shop, decimal Presentment)
{
    internal static readonly Amount Zero;

    public static Amount operator +(Amount left, Amount right) =>
        new(left.Shop + right.Shop, left.Presentment + right.Presentment);

    public static Amount operator -(Amount left, Amount right) =>
        new(left.Shop - right.Shop, left.Presentment - right.Presentment);

    internal static Amount Min(Amount left, Amount right) => left.Presentment <= right.Presentment ? left : right;

    internal static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Zero, (sum, each) => sum + each);
}
