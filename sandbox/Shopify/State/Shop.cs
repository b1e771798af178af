using System.Diagnostics.CodeAnalysis;

namespace OpsBot.Sandbox.Shopify.State;

/// <summary>
/// The pretend shop's books. Whoever reads or writes them does so inside <see cref="Do{T}"/> or <see cref="DoAsync{T}"/>: one
/// lock for the shop, never taken twice by the same caller.
/// </summary>
internal sealed class Shop(PretendShopifyOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);

    // Above 2^53, as Shopify's own ids may be: who keeps them in a double loses the last digits.
    private long lastId = 890_088_186_047_892_319;
    private int lastOrderNumber = 1000;

    internal PretendShopifyOptions Options { get; } = options;
    internal List<Order> Orders { get; } = [];
    internal List<Customer> Customers { get; } = [];
    internal List<Variant> Variants { get; } = [];
    internal List<Location> Locations { get; } = [];
    internal List<ReturnReason> Reasons { get; } = [];
    internal List<Subscription> Subscriptions { get; } = [];

    /// <summary>Set while the shop's history is written, so that it is dated when it would have happened.</summary>
    internal DateTimeOffset? Past { get; set; }

    internal DateTimeOffset Now => Past ?? clock.GetUtcNow();

    internal long NextId() => Interlocked.Add(ref lastId, 37);

    internal int NextOrderNumber() => Interlocked.Increment(ref lastOrderNumber);

    internal T Add<T>(T node)
        where T : Node
    {
        nodes[node.Gid] = node;
        return node;
    }

    internal void Remove(Node node) => nodes.Remove(node.Gid);

    internal bool TryFind<T>(string? gid, [NotNullWhen(true)] out T? found)
        where T : Node
    {
        found = gid is null ? null : nodes.GetValueOrDefault(gid) as T;
        return found is not null;
    }

    internal T? Find<T>(string? gid)
        where T : Node => TryFind<T>(gid, out var found) ? found : null;

    internal T Do<T>(Func<T> work)
    {
        gate.Wait();
        try
        {
            return work();
        }
        finally
        {
            gate.Release();
        }
    }

    internal async Task<T> DoAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
