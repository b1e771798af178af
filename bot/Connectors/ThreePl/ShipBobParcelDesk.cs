using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>Reads announced parcels from ShipBob.</summary>
internal sealed class ShipBobParcelDesk(ShipBobReturns returns) : IParcelDesk
{
    /// <inheritdoc/>
    public bool IsConnected => true;

    /// <inheritdoc/>
    public string? MarkFor(string returnId) => ParcelReference.Of(returnId);

    /// <inheritdoc/>
    public async Task<Parcel?> FindAsync(string reference, CancellationToken cancel) =>
        ParcelReference.Of(reference) is { } known && await returns.FindAsync(known, cancel) is { } found
            ? Parcel(found)
            : null;

    private static Parcel Parcel(ShipBobReturn found)
    {
        var parcel = new Parcel(found.Id, Status(found.Status));
        return parcel.Status is ParcelStatus.Completed
            ? parcel with
            {
                Missing = found.Announced - found.Processed,
                NotRestocked = found.Processed - found.Restocked,
            }
            : parcel;
    }

    private static ParcelStatus Status(string word) =>
        word switch
        {
            _ when ShipBobStatus.Is(word, ShipBobStatus.AwaitingArrival) => ParcelStatus.Awaited,
            _ when ShipBobStatus.Is(word, ShipBobStatus.Completed) => ParcelStatus.Completed,
            _ when ShipBobStatus.Is(word, ShipBobStatus.Cancelled) => ParcelStatus.Cancelled,
            _ when ShipBobStatus.IsThere(word) => ParcelStatus.Arrived,
            _ => throw new InvalidOperationException($"ShipBob says a return is in a state unknown here: {word}"),
        };
}
