namespace OpsBot.Loops.Engine;

/// <summary>Which cards are to be shown where, and which state of them is shown.</summary>
public interface ICardStore
{
    /// <summary>Takes cards whose shown state is not the wanted one and that are due, under a lease.</summary>
    Task<IReadOnlyList<CardJob>> ClaimCardsAsync(int most, TimeSpan lease, CancellationToken cancel);

    /// <summary>Everything a card is drawn from.</summary>
    Task<CardSubject?> ReadCardAsync(EscalationId escalation, CancellationToken cancel);

    /// <summary>Before a card is first posted: so that after a crash it is looked up before it is posted again.</summary>
    /// <returns>False where somebody else has the card by now: it must not be posted.</returns>
    Task<bool> PostingAsync(CardJob job, CancellationToken cancel);

    /// <summary>A state of the card is shown now.</summary>
    /// <param name="job">The job as it was claimed.</param>
    /// <param name="handle">What the chat calls the message.</param>
    /// <param name="cancel">Stops the store.</param>
    Task ShownAsync(CardJob job, string handle, CancellationToken cancel);

    /// <summary>It is not shown yet: try again at a time.</summary>
    /// <param name="job">The job, with its failures counted.</param>
    /// <param name="until">When.</param>
    /// <param name="why">Why it is not shown yet.</param>
    /// <param name="cancel">Stops the store.</param>
    Task PostponeAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel);
}

/// <summary>A card to be posted or updated.</summary>
/// <param name="Escalation">The question it shows.</param>
/// <param name="Channel">Where, as <c>chat:channel</c>.</param>
/// <param name="Wanted">Counts the states it should have shown.</param>
/// <param name="Handle">What the chat calls the message; nothing before it is posted.</param>
/// <param name="MayBePosted">An earlier attempt to post it ended without a clear answer.</param>
/// <param name="Attempt">Failures in a row.</param>
public sealed record CardJob(
    EscalationId Escalation,
    string Channel,
    int Wanted,
    string? Handle,
    bool MayBePosted,
    int Attempt
);

/// <summary>What a card is drawn from.</summary>
/// <param name="Escalation">The question.</param>
/// <param name="Run">The run that asks.</param>
/// <param name="Journal">Effects begun since it was answered, and those still to come.</param>
public sealed record CardSubject(Escalation Escalation, Run Run, IReadOnlyList<JournalEntry> Journal);
