using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Play;

/// <summary>What a customer asks for. Whatever is left open is drawn from the dice.</summary>
internal sealed record ReturnWish
{
    internal Order? Order { get; init; }
    internal string? Reason { get; init; }
    internal string? Note { get; init; }

    /// <summary>How many pieces of each line; all lines when <see cref="Lines"/> is null.</summary>
    internal int? Quantity { get; init; }
    internal IReadOnlyList<OrderLine>? Lines { get; init; }

    /// <summary>Wants another size instead of the money.</summary>
    internal bool Exchange { get; init; }

    /// <summary>Nobody checked the goods against the order.</summary>
    internal bool Unverified { get; init; }
}
