namespace OpsBot.Loops.Engine;

/// <summary>Loops' own state, and what people ask about loops and runs.</summary>
public interface ILoopStore
{
    /// <summary>Every loop's state.</summary>
    Task<IReadOnlyList<LoopState>> StatesAsync(CancellationToken cancel);

    /// <summary>
    /// Pauses a loop from now on, or says anew until when and why it is paused. A loop that tripped stays so until a person resumes
    /// it, whatever end its pause is given.
    /// </summary>
    Task PauseAsync(LoopState state, CancellationToken cancel);

    /// <summary>
    /// Resumes a paused or tripped loop: what is parked becomes due one after the other in its old order, answers of people at
    /// once, and the deadlines of its open questions move by as long as they rested. One transaction, once for each pause.
    /// </summary>
    /// <param name="loop">The loop.</param>
    /// <param name="by">Who resumes it.</param>
    /// <param name="perSecond">How many parked runs go on in a second.</param>
    /// <param name="cancel">Stops the store.</param>
    /// <returns>What waited; nothing where the loop was not paused, or somebody else resumed it just now.</returns>
    Task<Resumed?> ResumeAsync(LoopName loop, string by, int perSecond, CancellationToken cancel);

    /// <summary>Resumes every loop whose pause is over, as <see cref="ResumeAsync"/> does.</summary>
    /// <param name="perSecond">A loop's pace.</param>
    /// <param name="cancel">Stops the store.</param>
    Task<IReadOnlyList<Resumed>> EndPausesAsync(Func<LoopName, int> perSecond, CancellationToken cancel);

    /// <summary>What a loop is doing now and did since a moment.</summary>
    Task<LoopCounts> CountAsync(LoopName loop, DateTimeOffset since, CancellationToken cancel);

    /// <summary>Questions that wait for an answer, the one due first in front.</summary>
    Task<IReadOnlyList<Escalation>> OpenAsync(int most, CancellationToken cancel);

    /// <summary>The open questions of a loop's dead runs, the one that is dead longest in front.</summary>
    Task<IReadOnlyList<Escalation>> StuckAsync(LoopName loop, int most, CancellationToken cancel);

    /// <summary>Runs whose id or subject's name is this, newest first.</summary>
    Task<IReadOnlyList<Run>> FindRunsAsync(string idOrName, int most, CancellationToken cancel);

    /// <summary>A run's story, oldest first.</summary>
    Task<IReadOnlyList<TimelineEntry>> TimelineAsync(RunId run, CancellationToken cancel);
}

/// <summary>Whether a loop runs.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="IsPaused">It catches, but begins nothing; also where it tripped.</param>
/// <param name="By">Who paused or resumed it last.</param>
/// <param name="At">When.</param>
/// <param name="Because">Why, in that person's words; untrusted text.</param>
/// <param name="Until">When a pause ends by itself.</param>
public sealed record LoopState(
    LoopName Loop,
    bool IsPaused,
    string? By,
    DateTimeOffset At,
    string? Because = null,
    DateTimeOffset? Until = null
)
{
    /// <summary>Since when it is paused, however often that was said anew.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>It stopped itself: the figures that made it, for people. Only a person resumes it then.</summary>
    public string? Tripped { get; init; }

    /// <summary>The channels know that it tripped.</summary>
    public bool TripTold { get; init; }

    /// <summary>What could trip it is counted from here, where it tripped before.</summary>
    public DateTimeOffset? CountedFrom { get; init; }
}

/// <summary>A loop that goes on.</summary>
/// <param name="Loop">Which.</param>
/// <param name="Waited">Runs that were parked.</param>
/// <param name="Drain">How long it takes until the last of them may go on.</param>
public sealed record Resumed(LoopName Loop, int Waited, TimeSpan Drain);

/// <summary>A loop in numbers.</summary>
public sealed record LoopCounts
{
    /// <summary>Caught since the moment asked about.</summary>
    public int Caught { get; init; }

    /// <summary>Cleared by rule since then.</summary>
    public int Cleared { get; init; }

    /// <summary>Approved or denied by people since then.</summary>
    public int Decided { get; init; }

    /// <summary>Waiting for people now.</summary>
    public int Asking { get; init; }

    /// <summary>Of these, past their deadline.</summary>
    public int Overdue { get; init; }

    /// <summary>On their way now: to be decided, being carried out, or to be tried again.</summary>
    public int Busy { get; init; }

    /// <summary>Waiting for an event or a time now.</summary>
    public int Waiting { get; init; }

    /// <summary>Dead now.</summary>
    public int Dead { get; init; }

    /// <summary>Due now: what a paused loop has parked, and the few that were in hand when it was paused until they stop.</summary>
    public int Parked { get; init; }

    /// <summary>Since when the oldest of these waits.</summary>
    public DateTimeOffset? ParkedSince { get; init; }

    /// <summary>Since when the oldest open run is open.</summary>
    public DateTimeOffset? Oldest { get; init; }
}
