using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>One person's answer to one question.</summary>
/// <param name="Escalation">The question that was shown.</param>
/// <param name="Person">Who answers.</param>
/// <param name="Choice">The choice's key.</param>
/// <param name="Reason">Why, in their words; untrusted text.</param>
public sealed record Answer(EscalationId Escalation, Person Person, string Choice, string? Reason = null)
{
    /// <summary>The sum they chose, within the choice's <see cref="Choice.Amount"/>; the one that was asked about where absent.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The answers it is given together with.</summary>
    public string? Batch { get; init; }
}
