using System.Collections.Immutable;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>Where a return stands. https://developer.shipbob.com/api/returns/get-return-orders</summary>
internal enum ShipBobStatus
{
    AwaitingArrival,
    Arrived,
    Processing,
    Completed,
    Cancelled,
}

/// <summary>What is to be done with something that comes back.</summary>
internal enum ShipBobAction
{
    Default,
    Restock,
    Quarantine,
    Dispose,
}

/// <summary>A return ShipBob was told to expect.</summary>
internal sealed record ShipBobReturn(long Id, int ChannelId, ShipBobReturnRequest Asked)
{
    internal string ReferenceId => Asked.ReferenceId;

    internal ShipBobStatus Status => History[^1].Status;

    internal ImmutableList<ShipBobStep> History { get; init; } = [];

    internal DateTimeOffset AnnouncedAt => History[0].At;

    internal DateTimeOffset? At(ShipBobStatus status) => History.Find(step => step.Status == status)?.At;
}

/// <summary>When a return reached a status.</summary>
internal sealed record ShipBobStep(ShipBobStatus Status, DateTimeOffset At);

/// <summary>What a caller asks ShipBob to expect.</summary>
internal sealed record ShipBobReturnRequest(
    int CenterId,
    string ReferenceId,
    IReadOnlyList<ShipBobReturnLine> Lines,
    string? TrackingNumber,
    long? OriginalShipmentId
);

/// <summary>How many of one inventory item come back, and what is to be done with them.</summary>
internal sealed record ShipBobReturnLine(long InventoryId, int Quantity, ShipBobAction Action);

/// <summary>What came of a change: done, refused in one sentence, or no such return.</summary>
internal abstract record ShipBobAnswer
{
    internal sealed record Done(ShipBobReturn Return) : ShipBobAnswer;

    internal sealed record Refused(string Why) : ShipBobAnswer;

    internal sealed record NotFound : ShipBobAnswer;
}
