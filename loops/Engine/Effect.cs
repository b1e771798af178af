using System.Text.Json.Serialization;

namespace OpsBot.Loops.Engine;

/// <summary>
/// One thing to be done in one system, in shop words. A plain record: the same value is previewed on a card, approved,
/// carried out, confirmed and kept.
/// </summary>
public abstract record Effect
{
    /// <summary>The kind of system it acts in: <c>shop</c>, <c>3PL</c>, <c>helpdesk</c>, <c>log</c>.</summary>
    public abstract string System { get; }

    /// <summary>What will happen, as one line for the card: <c>Refund 249.00 EUR to the original payment</c>.</summary>
    public abstract string Preview { get; }

    /// <summary>
    /// People may go on without it when it fails. Not where what follows would then tell the customer, or the shop, of something
    /// that did not happen.
    /// </summary>
    [JsonIgnore]
    public virtual bool CanBeLeftOut => true;

    /// <summary>Money that it takes out of the shop, in the shop's currency; nothing where it takes none.</summary>
    [JsonIgnore]
    public virtual Money? Moves => null;

    /// <summary>The same effect with the words a person gave for their answer, where it passes words on.</summary>
    /// <param name="reason">What the person typed; untrusted text.</param>
    public virtual Effect WithReason(string reason) => this;

    /// <summary>The same effect over a smaller sum, where it moves, promises or tells of a sum; never over a larger one.</summary>
    /// <param name="amount">In the shop's currency.</param>
    public virtual Effect WithAmount(Money amount) => this;
}

/// <summary>An ordered list of effects.</summary>
/// <param name="Effects">Carried out in this order; each is confirmed before the next begins.</param>
/// <param name="ThenLookAgain">
/// After the last effect the run gathers and decides anew (it has more to wait for) instead of closing.
/// </param>
public sealed record Plan(IReadOnlyList<Effect> Effects, bool ThenLookAgain = false)
{
    /// <summary>A plan that does nothing and ends the run.</summary>
    public static Plan Nothing { get; } = new([]);

    /// <summary>The same plan over a smaller sum; its words are put in after that (<see cref="WithReason"/>).</summary>
    /// <param name="amount">In the shop's currency.</param>
    public Plan WithAmount(Money amount) =>
        this with
        {
            Effects = [.. Effects.Select(effect => effect.WithAmount(amount))],
        };

    /// <summary>The plan with a person's words in every effect that passes them on.</summary>
    public Plan WithReason(string reason) =>
        this with
        {
            Effects = [.. Effects.Select(effect => effect.WithReason(reason))],
        };
}
