namespace OpsBot.Loops.Engine;

/// <summary>A sum that a person chose, and the one that was asked about.</summary>
/// <param name="Amount">Chosen.</param>
/// <param name="InsteadOf">Asked about.</param>
public sealed record ChosenAmount(Money Amount, Money InsteadOf)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Amount} instead of {InsteadOf}";
}
