namespace OpsBot.Loops.Engine;

/// <summary>Takes in everything that arrives, whichever door it came through, before anybody is told it arrived.</summary>
public sealed class Inbox(IEventStore store, LoopList loops)
{
    /// <summary>Stores an arrival with the runs it starts or joins, in one transaction. The same arrival again does nothing.</summary>
    public Task<Received> ReceiveAsync(Arrival arrival, CancellationToken cancel) =>
        store.ReceiveAsync(arrival, arrival.Happening is { } happening ? Caught(happening) : [], cancel);

    private IReadOnlyList<CaughtBy> Caught(Happening happening) =>
        [
            .. loops
                .All.Select(loop => (loop.Name, Caught: loop.Catch(happening)))
                .Where(pair => pair.Caught is not null)
                .Select(pair => new CaughtBy(pair.Name, pair.Caught!)),
        ];
}

/// <summary>Something that came in.</summary>
/// <param name="Source">Who sent it: <c>shopify</c>, <c>threepl</c>; polls use the same name as webhooks.</param>
/// <param name="DedupeKey">The same for the same event, however often and whichever way it comes.</param>
/// <param name="Topic">What the sender calls it.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="Happening">What it means in shop words; nothing where it means nothing to us.</param>
public sealed record Arrival(
    string Source,
    string DedupeKey,
    string Topic,
    ReadOnlyMemory<byte> Body,
    Happening? Happening
)
{
    /// <summary>When it happened, as the sender says.</summary>
    public DateTimeOffset? HappenedAt { get; init; }
}

/// <summary>What a loop made of an arrival.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="What">What it made of it.</param>
public sealed record CaughtBy(LoopName Loop, Caught What);

/// <summary>What came of an arrival.</summary>
public enum Received
{
    /// <summary>Stored for good.</summary>
    Stored,

    /// <summary>It was here before.</summary>
    Duplicate,
}

/// <summary>Where arrivals are kept.</summary>
public interface IEventStore
{
    /// <summary>Stores an arrival with the runs it starts or joins, in one transaction.</summary>
    Task<Received> ReceiveAsync(Arrival arrival, IReadOnlyList<CaughtBy> caught, CancellationToken cancel);
}
