using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>All that a return is decided from, gathered at one moment.</summary>
/// <param name="File">What the shop knows.</param>
/// <param name="Parcel">What the 3PL knows; nothing where nothing was announced.</param>
/// <param name="Around">What binds no approval.</param>
public sealed record Facts(ReturnFile File, Parcel? Parcel, Around Around)
{
    /// <summary>What an approval is bound to. Not the customer's other orders: they may buy something meanwhile.</summary>
    public object Material =>
        new
        {
            File.Return,
            File.Order,
            Parcel,
        };

    /// <summary>What would be given back, in the shop's currency.</summary>
    public Money? Refund => File.Return.Settlement is Settlement.Refund refund ? refund.Shop : null;

    /// <summary>Whole days since the window began; nothing where no beginning is known.</summary>
    public int? DaysInWindow => File.Order.WindowStart is { } start ? (int)(Around.Now - start.At).TotalDays : null;

    /// <summary>How many of the customer's orders read had a return, from 0 to 1; nothing where none was read.</summary>
    public decimal? ReturnRate =>
        File.Customer is { OrdersRead: > 0 } customer
            ? (decimal)customer.OrdersWithReturns / customer.OrdersRead
            : null;

    /// <summary>The goods are back: the 3PL is done with the parcel, or somebody put them away in the shop.</summary>
    public bool GoodsAreBack => Parcel?.Status is ParcelStatus.Completed || AreCounted;

    /// <summary>Somebody has counted the goods in, in the shop.</summary>
    public bool AreCounted => File.Return.Lines.All(line => line.Processable == 0);

    /// <summary>
    /// The money that was promised and not given yet, in the shop's currency; nothing where there is none. Where a person
    /// promised less than is due, no more than that.
    /// </summary>
    public Money? Owed(Consent consent)
    {
        if (consent.MoneyGiven || consent.Amount == 0 || Refund is not { Amount: > 0 } refund)
            return null;
        if (consent.InsteadOf is null)
            return refund;
        var left = Math.Min(refund.Amount, consent.Amount - File.Return.RefundedSoFar);
        return left > 0 ? refund with { Amount = left } : null;
    }

    /// <summary>What is left of the payment.</summary>
    public Money Left => File.Order.Total - File.Order.Refunded;
}

/// <summary>Facts that are seen but bind no approval.</summary>
/// <param name="Now">The present moment.</param>
/// <param name="Today">The shop's day.</param>
/// <param name="CustomerToday">What was cleared for this customer today.</param>
/// <param name="ShopToday">What was cleared for everybody today.</param>
/// <param name="Past">How earlier returns of this customer ended, newest first.</param>
/// <param name="Consent">The yes that this run already has; nothing before there is one.</param>
/// <param name="PeopleAnswered">People have answered in this run before.</param>
/// <param name="TakesParcels">There is a 3PL that parcels can be announced to.</param>
public sealed record Around(
    DateTimeOffset Now,
    DateOnly Today,
    Tally CustomerToday,
    Tally ShopToday,
    IReadOnlyList<PastRun> Past,
    Consent? Consent,
    bool PeopleAnswered,
    bool TakesParcels
)
{
    /// <summary>What the customer writes on the box; nothing where the 3PL needs nothing.</summary>
    public string? ParcelMark { get; init; }
}

/// <summary>The yes that a run has, by rule or by people.</summary>
/// <param name="At">Since when.</param>
/// <param name="Amount">Up to how much, in the shop's currency.</param>
/// <param name="MoneyGiven">The refund of this run was carried out.</param>
/// <param name="WaitSince">When people last said to go on waiting for the parcel.</param>
public sealed record Consent(DateTimeOffset At, decimal Amount, bool MoneyGiven, DateTimeOffset? WaitSince)
{
    /// <summary>What had been given back on the whole order by then, in the shop's currency.</summary>
    public decimal RefundedBefore { get; init; }

    /// <summary>What was due by then, where a person chose to give less.</summary>
    public decimal? InsteadOf { get; init; }

    /// <summary>People have said since how to finish it, which was not carried out: no rule may say otherwise.</summary>
    public bool PeopleAnswered { get; init; }
}
