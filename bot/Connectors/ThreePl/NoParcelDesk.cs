using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>There is no 3PL: parcels are not announced, and none is found.</summary>
internal sealed class NoParcelDesk : IParcelDesk
{
    /// <inheritdoc/>
    public bool IsConnected => false;

    /// <inheritdoc/>
    public string? MarkFor(string returnId) => null;

    /// <inheritdoc/>
    public Task<Parcel?> FindAsync(string reference, CancellationToken cancel) => Task.FromResult<Parcel?>(null);
}
