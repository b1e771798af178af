using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Shop;

/// <summary>A return came into being or changed.</summary>
/// <param name="Return">Its id.</param>
/// <param name="Kind">What became of it.</param>
public sealed record ReturnChanged(string Return, ReturnChange Kind) : Happening
{
    /// <summary>Its name, where the event tells.</summary>
    public string? Name { get; init; }

    /// <summary>It was found by looking, long after it may have happened.</summary>
    public bool IsFound { get; init; }

    /// <summary>The order it belongs to, where the event tells.</summary>
    public string? Order { get; init; }

    /// <inheritdoc/>
    public override string What => $"return {Kind.ToString().ToLowerInvariant()}";
}

/// <summary>What may become of a return.</summary>
public enum ReturnChange
{
    /// <summary>A customer asked for it.</summary>
    Requested,

    /// <summary>Lines or fees changed.</summary>
    Updated,

    /// <summary>Somebody approved it.</summary>
    Approved,

    /// <summary>Somebody declined it.</summary>
    Declined,

    /// <summary>It was taken back.</summary>
    Cancelled,

    /// <summary>It is finished.</summary>
    Closed,

    /// <summary>It was opened again after it was closed.</summary>
    Reopened,

    /// <summary>Goods were processed.</summary>
    Processed,
}

/// <summary>Money was given back on an order.</summary>
/// <param name="Order">The order's id.</param>
/// <param name="Return">The return's id, where it was for one.</param>
public sealed record RefundMade(string Order, string? Return) : Happening
{
    /// <inheritdoc/>
    public override string What => "refund made";
}

/// <summary>An order was cancelled.</summary>
/// <param name="Order">Its id.</param>
public sealed record OrderCancelled(string Order) : Happening
{
    /// <inheritdoc/>
    public override string What => "order cancelled";
}

/// <summary>A customer's bank opened or changed a dispute about an order.</summary>
/// <param name="Order">The order's id.</param>
public sealed record DisputeChanged(string Order) : Happening
{
    /// <inheritdoc/>
    public override string What => "dispute opened or changed";
}

/// <summary>The 3PL has news of a parcel that was announced to it.</summary>
/// <param name="Reference">What it was announced under: the return's id.</param>
/// <param name="Arrived">The parcel is there.</param>
public sealed record ParcelChanged(string Reference, bool Arrived) : Happening
{
    /// <inheritdoc/>
    public override string What => Arrived ? "parcel arrived at the 3PL" : "parcel news from the 3PL";
}
