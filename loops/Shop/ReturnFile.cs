using System.Text.Json.Serialization;
using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Shop;

/// <summary>All that the shop knows of one return, read at one moment.</summary>
/// <param name="Return">The return.</param>
/// <param name="Order">Its order.</param>
/// <param name="Customer">Whose it is; a guest, or data we may not see, is nothing here.</param>
public sealed record ReturnFile(ReturnRequest Return, ReturnedOrder Order, Customer? Customer);

/// <summary>A return as the shop holds it.</summary>
/// <param name="Id">Its id in the shop.</param>
/// <param name="Name">As people call it: <c>#1042-R1</c>.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Lines">What is sent back. Every line, however many.</param>
/// <param name="Settlement">What the shop would give back.</param>
public sealed record ReturnRequest(
    string Id,
    string Name,
    ReturnStatus Status,
    IReadOnlyList<ReturnLine> Lines,
    Settlement Settlement
)
{
    /// <summary>It also asks for other goods in exchange.</summary>
    public bool HasExchange { get; init; }

    /// <summary>Given back for this return so far, in the shop's currency.</summary>
    public decimal RefundedSoFar { get; init; }

    /// <summary>The refunds that was given back with.</summary>
    public IReadOnlyList<string> Refunds { get; init; } = [];

    /// <summary>Its page in the shop's admin.</summary>
    public Uri? Link { get; init; }
}

/// <summary>Where a return is.</summary>
public enum ReturnStatus
{
    /// <summary>Waits for a yes or no.</summary>
    Requested,

    /// <summary>Approved.</summary>
    Open,

    /// <summary>Finished.</summary>
    Closed,

    /// <summary>Refused.</summary>
    Declined,

    /// <summary>Taken back.</summary>
    Cancelled,
}

/// <summary>One line of a return.</summary>
/// <param name="Id">Its id in the shop.</param>
/// <param name="Title">The goods' name.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Reason">Why, as a handle: <c>defective</c>, <c>wrong-item</c>, <c>size-too-small</c>.</param>
public sealed record ReturnLine(string Id, string Title, int Quantity, string Reason)
{
    /// <summary>The goods' SKU; nothing where the shop has none.</summary>
    public string? Sku { get; init; }

    /// <summary>The customer's own words; untrusted.</summary>
    public string? Note { get; init; }

    /// <summary>Still to be given back.</summary>
    public int Refundable { get; init; }

    /// <summary>Still to be put away.</summary>
    public int Processable { get; init; }

    /// <summary>The shop knows which sold line it is. Where not, a person must look.</summary>
    public bool IsVerified { get; init; }
}

/// <summary>What the shop works out for a return, discounts, tax and fees included.</summary>
[JsonDerivedType(typeof(Refund), "refund")]
[JsonDerivedType(typeof(Invoice), "invoice")]
[JsonDerivedType(typeof(Nothing), "nothing")]
public abstract record Settlement
{
    private Settlement() { }

    /// <summary>The customer gets money.</summary>
    /// <param name="Shop">In the shop's currency: what rules compare.</param>
    /// <param name="Paid">In the currency the customer paid: what is given back.</param>
    public sealed record Refund(Money Shop, Money Paid) : Settlement;

    /// <summary>The customer owes money.</summary>
    /// <param name="Paid">In the currency the customer paid.</param>
    public sealed record Invoice(Money Paid) : Settlement;

    /// <summary>No money moves.</summary>
    public sealed record Nothing : Settlement;
}

/// <summary>The order a return belongs to.</summary>
/// <param name="Id">Its id in the shop.</param>
/// <param name="Name">As people call it: <c>#1042</c>.</param>
/// <param name="CreatedAt">When it was placed.</param>
/// <param name="Total">What was paid, in the shop's currency.</param>
public sealed record ReturnedOrder(string Id, string Name, DateTimeOffset CreatedAt, Money Total)
{
    /// <summary>When it was cancelled.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>A trial order: no real money.</summary>
    public bool IsTest { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags of the goods sent back.</summary>
    public IReadOnlyList<string> ProductTags { get; init; } = [];

    /// <summary>Given back on it so far, in the shop's currency.</summary>
    public Money Refunded { get; init; }

    /// <summary>The moment the return window counts from.</summary>
    public WindowStart? WindowStart { get; init; }

    /// <summary>Its customer's bank has an open dispute about it.</summary>
    public bool HasOpenDispute { get; init; }

    /// <summary>The shop's own view of its fraud risk.</summary>
    public RiskLevel Risk { get; init; }

    /// <summary>Its page in the shop's admin.</summary>
    public Uri? Link { get; init; }
}

/// <summary>Where a return window counts from, and how that is known.</summary>
/// <param name="At">The moment.</param>
/// <param name="Source">Which moment it is: the best one the shop knew.</param>
public sealed record WindowStart(DateTimeOffset At, WindowSource Source);

/// <summary>Best first.</summary>
public enum WindowSource
{
    /// <summary>The carrier's delivery.</summary>
    Delivered,

    /// <summary>The dispatch, where no delivery is known.</summary>
    Fulfilled,

    /// <summary>The order, where neither is known.</summary>
    Ordered,
}

/// <summary>A shop's view of an order's fraud risk.</summary>
public enum RiskLevel
{
    /// <summary>The shop does not say.</summary>
    Unknown,

    /// <summary>Nothing against it.</summary>
    Low,

    /// <summary>Worth a look.</summary>
    Medium,

    /// <summary>Likely fraud.</summary>
    High,
}

/// <summary>A customer as a loop may know them.</summary>
/// <param name="Id">Their id in the shop.</param>
public sealed record Customer(string Id)
{
    /// <summary>Their name.</summary>
    public string? Name { get; init; }

    /// <summary>Their e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Orders so far.</summary>
    public long Orders { get; init; }

    /// <summary>Spent so far.</summary>
    public Money? Spent { get; init; }

    /// <summary>Orders of the newest ones read that had a return.</summary>
    public int OrdersWithReturns { get; init; }

    /// <summary>How many of the newest orders were read.</summary>
    public int OrdersRead { get; init; }
}
