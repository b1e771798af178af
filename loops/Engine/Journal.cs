namespace OpsBot.Loops.Engine;

/// <summary>What is known of one effect. Written before the call and after it.</summary>
public enum EffectState
{
    /// <summary>Still to come.</summary>
    Planned,

    /// <summary>A call was begun; after a crash it may or may not have run.</summary>
    Intended,

    /// <summary>The call provably did not run.</summary>
    NotDone,

    /// <summary>The call may have run.</summary>
    Uncertain,

    /// <summary>The system said it is done.</summary>
    Done,

    /// <summary>It was read back from the system.</summary>
    Confirmed,

    /// <summary>The system said no.</summary>
    Refused,

    /// <summary>A person chose to go on without it.</summary>
    Skipped,
}

/// <summary>One effect of a run and what became of it.</summary>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Effect">The effect.</param>
/// <param name="State">What is known of it.</param>
/// <param name="At">When that was written.</param>
/// <param name="Receipt">What the system calls the result, or its words of refusal.</param>
public sealed record JournalEntry(
    EffectKey Key,
    Effect Effect,
    EffectState State,
    DateTimeOffset At,
    string? Receipt = null
);

/// <summary>One line of a run's story.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, for people; may hold untrusted text.</param>
/// <param name="By">The person who did it, where a person did.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Text, string? By = null)
{
    /// <summary>Whom it concerns, as <c>chat:user</c>: they are named, so that they hear of it.</summary>
    public string? To { get; init; }
}
