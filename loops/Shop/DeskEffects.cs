using System.Globalization;
using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Shop;

/// <summary>Write to a customer through the helpdesk: into the ticket of that matter, opened where there is none.</summary>
/// <param name="Matter">What the ticket is about, unique in the helpdesk: <c>return:…</c>.</param>
/// <param name="Subject">The ticket's subject where it has to be opened.</param>
/// <param name="Body">Plain text.</param>
public sealed record ReplyToCustomer(string Matter, string Subject, string Body) : Effect
{
    /// <summary>The customer's name.</summary>
    public string? Name { get; init; }

    /// <summary>The customer's e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>The refund it tells of.</summary>
    public SaidRefund? Refund { get; init; }

    /// <inheritdoc/>
    public override string System => "helpdesk";

    /// <inheritdoc/>
    public override string Preview => $"Write to the customer: {Subject}";

    /// <summary>Puts the words where the text says <c>{reason}</c>.</summary>
    public override Effect WithReason(string reason) =>
        this with
        {
            Body = Body.Replace("{reason}", reason, StringComparison.Ordinal),
        };

    /// <summary>Names the smaller refund where it names one.</summary>
    public override Effect WithAmount(Money amount)
    {
        if (Refund is not { } refund)
            return this;
        var (body, said) = refund.Lowered(Body, amount);
        return this with { Body = body, Refund = said };
    }
}

/// <summary>Leave a note for colleagues in the ticket of a matter, opened where there is none. The customer does not see it.</summary>
/// <param name="Matter">What the ticket is about.</param>
/// <param name="Subject">The ticket's subject where it has to be opened.</param>
/// <param name="Body">Plain text.</param>
public sealed record NoteInHelpdesk(string Matter, string Subject, string Body) : Effect
{
    /// <inheritdoc cref="ReplyToCustomer.Refund"/>
    public SaidRefund? Refund { get; init; }

    /// <inheritdoc/>
    public override string System => "helpdesk";

    /// <inheritdoc/>
    public override string Preview => $"Leave a note in the helpdesk: {Subject}";

    /// <inheritdoc cref="ReplyToCustomer.WithReason"/>
    public override Effect WithReason(string reason) =>
        this with
        {
            Body = Body.Replace("{reason}", reason, StringComparison.Ordinal),
        };

    /// <summary>Names the smaller refund where it names one.</summary>
    public override Effect WithAmount(Money amount)
    {
        if (Refund is not { } refund)
            return this;
        var (body, said) = refund.Lowered(Body, amount);
        return this with { Body = body, Refund = said };
    }
}

/// <summary>Tag an order, so that the shop's own searches and reports see what was done.</summary>
/// <param name="Order">The order's id.</param>
/// <param name="Name">The order's name.</param>
/// <param name="Tag">The tag; without a comma.</param>
public sealed record TagOrder(string Order, string Name, string Tag) : Effect
{
    /// <inheritdoc/>
    public override string System => "shop";

    /// <inheritdoc/>
    public override string Preview => $"Tag order {Name}: {Tag}";
}

/// <summary>Add a row to the loop's log.</summary>
/// <param name="Sheet">The log: <c>Returns</c>.</param>
/// <param name="Cells">Column and value, in order. Values may be customers' text.</param>
public sealed record LogRow(string Sheet, IReadOnlyList<LogCell> Cells) : Effect
{
    /// <inheritdoc/>
    public override string System => "log";

    /// <inheritdoc/>
    public override string Preview => $"Add a row to the log {Sheet}";

    /// <summary>Puts the words into the cell that says <c>{reason}</c>.</summary>
    public override Effect WithReason(string reason) =>
        this with
        {
            Cells =
            [
                .. Cells.Select(cell =>
                    cell with
                    {
                        Value = cell.Value.Replace("{reason}", reason, StringComparison.Ordinal),
                    }
                ),
            ],
        };

    /// <summary>Writes the smaller refund into the cell that holds one.</summary>
    public override Effect WithAmount(Money amount) =>
        this with
        {
            Cells = [.. Cells.Select(cell => cell.Refund > amount ? LogCell.Of(cell.Column, amount.Rounded()) : cell)],
        };
}

/// <summary>One cell of a log row.</summary>
/// <param name="Column">Its column's heading.</param>
/// <param name="Value">Its text.</param>
public sealed record LogCell(string Column, string Value)
{
    /// <summary>The refund that is its value, in the shop's currency.</summary>
    public Money? Refund { get; init; }

    /// <summary>A cell with a refund in it.</summary>
    public static LogCell Of(string column, Money refund) =>
        new(column, refund.Amount.ToString(CultureInfo.InvariantCulture)) { Refund = refund };
}

/// <summary>Every kind of effect there is: what can be written into a plan.</summary>
public static class ShopEffects
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(ApproveReturn),
        typeof(DeclineReturn),
        typeof(AttachReturnLabel),
        typeof(RefundReturn),
        typeof(ReceiveReturn),
        typeof(CloseReturn),
        typeof(ExpectParcel),
        typeof(ReplyToCustomer),
        typeof(NoteInHelpdesk),
        typeof(TagOrder),
        typeof(LogRow),
    ];
}
