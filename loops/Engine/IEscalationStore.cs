namespace OpsBot.Loops.Engine;

/// <summary>Where questions and their answers are kept.</summary>
public interface IEscalationStore
{
    /// <summary>A question by its id; nothing where there is none.</summary>
    Task<Escalation?> FindAsync(EscalationId id, CancellationToken cancel);

    /// <summary>
    /// Stores the verdict and wakes the run, if the question is still open: one transaction, so that of many answers one wins.
    /// </summary>
    /// <returns>Whether this was the one.</returns>
    Task<bool> SettleAsync(Settled settled, CancellationToken cancel);
}

/// <summary>A question's end.</summary>
/// <param name="Escalation">Which question.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Choice">The choice taken.</param>
/// <param name="By">Who took it, as <c>chat:user</c>.</param>
/// <param name="Reason">Why, in that person's words; untrusted text.</param>
public sealed record Settled(EscalationId Escalation, Verdict Verdict, string Choice, string By, string? Reason);
