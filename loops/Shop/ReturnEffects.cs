using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Shop;

/// <summary>Say yes to a requested return. Moves no money.</summary>
/// <param name="Return">The return's id.</param>
/// <param name="Name">Its name.</param>
public sealed record ApproveReturn(string Return, string Name) : Effect
{
    /// <summary>What is promised for when the goods are back, in the shop's currency. The approval covers it up to here.</summary>
    public Money? RefundLater { get; init; }

    /// <summary>What would have been promised, where a person chose to give less.</summary>
    public Money? InsteadOf { get; init; }

    /// <summary>What had been given back on the order by then, in the shop's currency: whatever comes on top was somebody else's.</summary>
    public decimal RefundedBefore { get; init; }

    /// <inheritdoc/>
    public override string System => "shop";

    /// <inheritdoc/>
    public override bool CanBeLeftOut => false;

    /// <inheritdoc/>
    public override string Preview =>
        RefundLater is { } later
            ? $"Approve return {Name}; {later} are refunded when the goods are back"
            : $"Approve return {Name}";

    /// <inheritdoc/>
    public override Effect WithAmount(Money amount) =>
        RefundLater is { } later && amount < later
            ? this with
            {
                RefundLater = amount.Rounded(),
                InsteadOf = InsteadOf ?? later,
            }
            : this;
}

/// <summary>Say no to a requested return.</summary>
/// <param name="Return">The return's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">Why, in words.</param>
public sealed record DeclineReturn(string Return, string Name, DeclineReason Reason, string? Note = null) : Effect
{
    /// <inheritdoc/>
    public override string System => "shop";

    /// <inheritdoc/>
    public override bool CanBeLeftOut => false;

    /// <inheritdoc/>
    public override string Preview => $"Decline return {Name}";

    /// <inheritdoc/>
    public override Effect WithReason(string reason) => this with { Note = reason };
}

/// <summary>Why a return is declined, in the shop's own three words.</summary>
public enum DeclineReason
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>It came too late.</summary>
    ReturnPeriodEnded,

    /// <summary>The goods were sold for good.</summary>
    FinalSale,
}

/// <summary>Attach the shop's return label to an approved return.</summary>
/// <param name="Return">The return's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Label">Where the label lies.</param>
public sealed record AttachReturnLabel(string Return, string Name, Uri Label) : Effect
{
    /// <inheritdoc/>
    public override string System => "shop";

    /// <inheritdoc/>
    public override string Preview => "Attach the return label";
}

/// <summary>Give the money back, whether the goods are here or not.</summary>
/// <param name="Return">The return's id.</param>
/// <param name="Order">The order's id.</param>
/// <param name="Shop">In the shop's currency.</param>
/// <param name="Paid">In the currency the customer paid; exactly this is given back or nothing.</param>
public sealed record RefundReturn(string Return, string Order, Money Shop, Money Paid) : Effect
{
    /// <summary>All that is due, in the currency the customer paid, where a person chose to give less.</summary>
    public Money? InsteadOf { get; init; }

    /// <summary>The same in the shop's currency: what a person allowed less of holds when the run is decided anew.</summary>
    public Money? InsteadOfShop { get; init; }

    /// <inheritdoc/>
    public override string System => "shop";

    /// <inheritdoc/>
    public override bool CanBeLeftOut => false;

    /// <inheritdoc/>
    public override Money? Moves => Shop;

    /// <inheritdoc/>
    public override string Preview => $"Refund {ReturnWords.Amount(Shop, Paid)} to the original payment";

    /// <inheritdoc/>
    public override Effect WithAmount(Money amount)
    {
        if (amount >= Shop)
            return this;
        var (shop, paid) = Lowering.To(amount, Shop, Paid);
        return this with
        {
            Shop = shop,
            Paid = paid,
            InsteadOf = InsteadOf ?? Paid,
            InsteadOfShop = InsteadOfShop ?? Shop,
        };
    }
}

/// <summary>Count the goods in, with or without giving money back in the same step.</summary>
/// <param name="Return">The return's id.</param>
/// <param name="Order">The order's id.</param>
/// <param name="RefundShop">What is given back with it, in the shop's currency; nothing where it was given before.</param>
/// <param name="RefundPaid">The same in the currency the customer paid.</param>
public sealed record ReceiveReturn(string Return, string Order, Money? RefundShop, Money? RefundPaid) : Effect
{
    /// <inheritdoc cref="RefundReturn.InsteadOf"/>
    public Money? InsteadOf { get; init; }

    /// <summary>The goods can be sold again.</summary>
    public bool IntoStock { get; init; } = true;

    /// <summary>Refunds the return had before: none of them is this one.</summary>
    public IReadOnlyList<string> EarlierRefunds { get; init; } = [];

    /// <inheritdoc/>
    public override string System => "shop";

    /// <inheritdoc/>
    public override bool CanBeLeftOut => RefundPaid is null;

    /// <inheritdoc/>
    public override Money? Moves => RefundShop;

    /// <inheritdoc/>
    public override string Preview =>
        RefundShop is { } shop && RefundPaid is { } paid
            ? $"Refund {ReturnWords.Amount(shop, paid)} and {Goods}"
            : char.ToUpperInvariant(Goods[0]) + Goods[1..];

    /// <inheritdoc/>
    public override Effect WithAmount(Money amount)
    {
        if (RefundShop is not { } wasShop || RefundPaid is not { } wasPaid || amount >= wasShop)
            return this;
        var (shop, paid) = Lowering.To(amount, wasShop, wasPaid);
        return this with { RefundShop = shop, RefundPaid = paid, InsteadOf = InsteadOf ?? wasPaid };
    }

    private string Goods => IntoStock ? "put the goods back into stock" : "count the goods in, not into stock";
}

/// <summary>Finish a return.</summary>
/// <param name="Return">The return's id.</param>
/// <param name="Name">Its name.</param>
public sealed record CloseReturn(string Return, string Name) : Effect
{
    /// <inheritdoc/>
    public override string System => "shop";

    /// <inheritdoc/>
    public override string Preview => $"Close return {Name}";
}

/// <summary>Tell the 3PL which goods will come back.</summary>
/// <param name="Reference">The return's id: the 3PL keeps it unique.</param>
/// <param name="Lines">What comes.</param>
public sealed record ExpectParcel(string Reference, IReadOnlyList<ParcelLine> Lines) : Effect
{
    /// <inheritdoc/>
    public override string System => "3PL";

    /// <inheritdoc/>
    public override string Preview
    {
        get
        {
            var items = Lines.Sum(line => line.Quantity);
            return $"Tell the 3PL to expect {items} {(items == 1 ? "item" : "items")}";
        }
    }
}

/// <summary>Goods on their way back.</summary>
/// <param name="Sku">What.</param>
/// <param name="Quantity">How many.</param>
public sealed record ParcelLine(string Sku, int Quantity);

/// <summary>How amounts read where the customer paid in another currency than the shop's.</summary>
internal static class ReturnWords
{
    internal static string Amount(Money shop, Money paid) =>
        shop.Currency == paid.Currency ? paid.ToString() : $"{paid} ({shop})";
}
