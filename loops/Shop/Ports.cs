using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Shop;

/// <summary>Reads returns from the shop.</summary>
public interface IReturnDesk
{
    /// <summary>All that the shop knows of a return; nothing where it knows none of that id.</summary>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    Task<ReturnFile?> FindAsync(string returnId, CancellationToken cancel);
}

/// <summary>Reads announced parcels from the 3PL.</summary>
public interface IParcelDesk
{
    /// <summary>There is a 3PL that parcels are announced to.</summary>
    bool IsConnected { get; }

    /// <summary>What a customer writes on the box, so that the 3PL knows whose it is; nothing where it needs nothing.</summary>
    /// <param name="returnId">The return's id.</param>
    string? MarkFor(string returnId);

    /// <summary>The parcel announced under a reference; nothing where none was.</summary>
    /// <exception cref="OutsideException">The 3PL could not be read.</exception>
    Task<Parcel?> FindAsync(string reference, CancellationToken cancel);
}

/// <summary>A parcel on its way back.</summary>
/// <param name="Id">What the 3PL calls it.</param>
/// <param name="Status">Where it is.</param>
public sealed record Parcel(string Id, ParcelStatus Status)
{
    /// <summary>Once it is done with: pieces that were announced and not found in it.</summary>
    public int Missing { get; init; }

    /// <summary>Once it is done with: pieces that were found and not put back on the shelf.</summary>
    public int NotRestocked { get; init; }
}

/// <summary>Where a parcel is.</summary>
public enum ParcelStatus
{
    /// <summary>Announced.</summary>
    Awaited,

    /// <summary>At the 3PL, being looked at or put away.</summary>
    Arrived,

    /// <summary>Done with.</summary>
    Completed,

    /// <summary>Not expected any more.</summary>
    Cancelled,
}

/// <summary>The shop's calendar: which day it is there.</summary>
/// <param name="zone">The shop's time zone.</param>
public sealed class ShopCalendar(TimeZoneInfo zone)
{
    /// <summary>The shop's day at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>A moment as the shop's clocks show it.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
}
