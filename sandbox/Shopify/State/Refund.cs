namespace OpsBot.Sandbox.Shopify.State;

/// <summary>A refund. Without transactions it takes goods back but moves no money.</summary>
internal sealed class Refund(long id) : Node("Refund", id)
{
    internal required Order Order { get; init; }
    internal Return? Return { get; init; }
    internal string? Note { get; init; }
    internal required DateTimeOffset CreatedAt { get; init; }
    internal Amount Shipping { get; init; }
    internal List<RefundLine> Lines { get; } = [];
    internal List<Transaction> Transactions { get; } = [];

    internal Amount Total => Amount.Sum(Transactions.Select(each => each.Amount));
}

internal sealed class RefundLine(long id) : Node("RefundLineItem", id)
{
    internal required OrderLine Line { get; init; }
    internal required int Quantity { get; init; }
    internal required string RestockType { get; init; }
    internal required LineShare Share { get; init; }
    internal Location? Location { get; init; }
}
