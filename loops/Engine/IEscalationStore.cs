namespace OpsBot.Loops.Engine;

/// <summary>Where questions and their answers are kept.</summary>
public interface IEscalationStore
{
    /// <summary>A question by its id; nothing where there is none.</summary>
    Task<Escalation?> FindAsync(EscalationId id, CancellationToken cancel);

    /// <summary>Those of many questions that there are, in the order of their ids, read at once and without their inquiries.</summary>
    Task<IReadOnlyList<Escalation>> FindAsync(IReadOnlyList<EscalationId> ids, CancellationToken cancel);

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
public sealed record Settled(EscalationId Escalation, Verdict Verdict, string Choice, string By, string? Reason)
{
    /// <summary>The sum that was chosen instead of the one that was asked about.</summary>
    public ChosenAmount? Chosen { get; init; }

    /// <summary>The answers it was given together with.</summary>
    public string? Batch { get; init; }

    /// <summary>As the run's story tells it: <c>Approved 80.00 EUR instead of 249.00 EUR, because: one was worn</c>.</summary>
    public string Told
    {
        get
        {
            var what = Chosen is { } chosen ? $"{Verdict} {chosen}" : $"Answered: {Choice}";
            var because = Reason is null ? "" : $", because: {Reason}";
            return what + because + (Batch is null ? "" : $", as part of bulk {Batch}");
        }
    }
}
