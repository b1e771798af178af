namespace OpsBot.Loops.Engine;

/// <summary>What cards are drawn from.</summary>
public interface ICardSubjects
{
    /// <summary>Everything a card is drawn from.</summary>
    Task<CardSubject?> ReadCardAsync(EscalationId escalation, CancellationToken cancel);

    /// <summary>Everything a group's card is drawn from; nothing where it has no members.</summary>
    Task<CardGroup?> ReadGroupAsync(EscalationId group, CancellationToken cancel);

    /// <summary>The question whose card a message shows; nothing where it shows none.</summary>
    /// <param name="handle">What the chat calls the message.</param>
    /// <param name="cancel">Stops the store.</param>
    Task<EscalationId?> FindByHandleAsync(string handle, CancellationToken cancel);
}

/// <summary>Which cards are to be shown where, which state of them is shown, and what was said in their threads.</summary>
public interface ICardStore : ICardSubjects
{
    /// <summary>
    /// Folds cards that were never shown into groups, where too many alike wait or came lately: those that share loop, kind and
    /// channel. A member is shown by its group from then on.
    /// </summary>
    /// <param name="above">So many alike are shown one by one; with more, those not shown yet are folded.</param>
    /// <param name="within">How far back is counted.</param>
    /// <param name="cancel">Stops the store.</param>
    Task FoldAsync(int above, TimeSpan within, CancellationToken cancel);

    /// <summary>
    /// Takes cards that are due, under a lease: news of cards that people see first, then cards to be posted, then lines for
    /// threads.
    /// </summary>
    /// <param name="most">So many at most.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="except">Channels, as <c>chat:channel</c>, that are left alone.</param>
    /// <param name="cancel">Stops the store.</param>
    Task<IReadOnlyList<CardJob>> ClaimCardsAsync(
        int most,
        TimeSpan lease,
        IReadOnlyCollection<string> except,
        CancellationToken cancel
    );

    /// <summary>What the card's thread does not say yet, oldest first, and whether the run rests now.</summary>
    Task<Untold> UntoldAsync(CardJob job, int most, CancellationToken cancel);

    /// <summary>Before a card is first posted: so that after a crash it is looked up before it is posted again.</summary>
    /// <returns>False where somebody else has the card by now: it must not be posted.</returns>
    Task<bool> PostingAsync(CardJob job, CancellationToken cancel);

    /// <summary>A state of the card is shown now.</summary>
    /// <param name="job">The job as it was claimed.</param>
    /// <param name="handle">What the chat calls the message.</param>
    /// <param name="next">When there is something to say in its thread; nothing where there is not.</param>
    /// <param name="cancel">Stops the store.</param>
    Task ShownAsync(CardJob job, string handle, DateTimeOffset? next, CancellationToken cancel);

    /// <summary>Before lines are said in a thread: so that after a crash they are looked for before they are said again.</summary>
    /// <param name="job">The job as it was claimed.</param>
    /// <param name="upTo">The last line's number.</param>
    /// <param name="cancel">Stops the store.</param>
    /// <returns>False where somebody else has the card by now: they must not be said.</returns>
    Task<bool> TellingAsync(CardJob job, long upTo, CancellationToken cancel);

    /// <summary>The thread says all up to a line now.</summary>
    /// <param name="job">The job as it was claimed.</param>
    /// <param name="upTo">The last line's number.</param>
    /// <param name="next">When there is more to say; nothing where there is not.</param>
    /// <param name="cancel">Stops the store.</param>
    Task ToldAsync(CardJob job, long upTo, DateTimeOffset? next, CancellationToken cancel);

    /// <summary>It is not shown yet: try again at a time.</summary>
    /// <param name="job">The job, with its failures counted, and whether it may have been posted.</param>
    /// <param name="until">When.</param>
    /// <param name="why">Why it is not shown yet.</param>
    /// <param name="cancel">Stops the store.</param>
    Task PostponeAsync(CardJob job, DateTimeOffset until, string why, CancellationToken cancel);

    /// <summary>A whole channel takes nothing just now: what is due in it waits, and none of it counts as a failure.</summary>
    /// <param name="channel">Which, as <c>chat:channel</c>.</param>
    /// <param name="until">Until when.</param>
    /// <param name="why">What it said.</param>
    /// <param name="cancel">Stops the store.</param>
    Task RestAsync(string channel, DateTimeOffset until, string why, CancellationToken cancel);
}

/// <summary>A card to be posted, updated, or continued in its thread.</summary>
/// <param name="Escalation">The question it shows; the group's id where it shows a group.</param>
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
)
{
    /// <summary>The state that is shown.</summary>
    public int Shown { get; init; }

    /// <summary>The run behind it; nothing for a group.</summary>
    public RunId Run { get; init; }

    /// <summary>The last line of the run's story that its thread says.</summary>
    public long Told { get; init; }

    /// <summary>The line up to which an attempt to say more ended without a clear answer.</summary>
    public long? MayBeTold { get; init; }

    /// <summary>It shows a group of cards.</summary>
    public bool IsGroup => CardGroup.IsId(Escalation);

    /// <summary>People see it, and it says what it should: only its thread is behind.</summary>
    public bool IsThreadOnly => Handle is not null && Shown >= Wanted;
}

/// <summary>What a card is drawn from.</summary>
/// <param name="Escalation">The question.</param>
/// <param name="Run">The run that asks.</param>
/// <param name="Journal">Effects begun since it was answered, and those still to come.</param>
public sealed record CardSubject(Escalation Escalation, Run Run, IReadOnlyList<JournalEntry> Journal);

/// <summary>What a thread does not say yet.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="RunRests">Nothing is being carried out, so no more lines come just now.</param>
public sealed record Untold(IReadOnlyList<StoryLine> Lines, bool RunRests);

/// <summary>A line of a run's story and its number; later lines have higher ones.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Entry">The line.</param>
public sealed record StoryLine(long Number, TimelineEntry Entry);
