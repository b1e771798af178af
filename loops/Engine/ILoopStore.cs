namespace OpsBot.Loops.Engine;

/// <summary>Loops' own state, and what people ask about loops and runs.</summary>
public interface ILoopStore
{
    /// <summary>Every loop's state.</summary>
    Task<IReadOnlyList<LoopState>> StatesAsync(CancellationToken cancel);

    /// <summary>Pauses or resumes a loop from now on.</summary>
    Task SetAsync(LoopState state, CancellationToken cancel);

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
/// <param name="IsPaused">It catches, but begins nothing.</param>
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
    /// <summary>It is paused at a moment.</summary>
    public bool IsPausedAt(DateTimeOffset now) => IsPaused && (Until is null || now < Until);
}

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

    /// <summary>Due now and not yet begun: what a paused loop has parked.</summary>
    public int Parked { get; init; }

    /// <summary>Since when the oldest open run is open.</summary>
    public DateTimeOffset? Oldest { get; init; }
}
