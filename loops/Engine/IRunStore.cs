namespace OpsBot.Loops.Engine;

/// <summary>
/// The engine's memory. Every method is one transaction: it happened durably, or it did not happen. Every method throws
/// <see cref="StoreException"/> where the store cannot be reached: the lease ends then, and the run is taken up from what was
/// stored last.
/// </summary>
public interface IRunStore
{
    /// <summary>
    /// Takes due runs of these loops, those that are paused by then left out, each under a lease of five minutes. Nobody else can take
    /// it until then; every commit that keeps the lease renews it.
    /// </summary>
    Task<IReadOnlyList<Run>> ClaimAsync(IReadOnlyCollection<LoopName> loops, int most, CancellationToken cancel);

    /// <summary>Stores what became of a run, if it is still the run it was.</summary>
    /// <returns>What happened; the run's new version is <see cref="Run.Version"/> of <see cref="RunChange.Before"/> plus one.</returns>
    Task<CommitResult> CommitAsync(RunChange change, CancellationToken cancel);

    /// <summary>
    /// Frees what this process holds and does not work on: after trouble of the store nobody else would until the leases end.
    /// </summary>
    /// <param name="loops">The loops whose runs are freed.</param>
    /// <param name="inHand">What it works on.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>How many were freed.</returns>
    Task<int> LetGoAsync(IReadOnlyCollection<LoopName> loops, IReadOnlySet<RunId> inHand, CancellationToken cancel);

    /// <summary>What a run has done and been told.</summary>
    Task<RunMemory> RememberAsync(RunId run, CancellationToken cancel);

    /// <summary>What a scope has used of its caps on a day, but for what one of its runs has.</summary>
    Task<Tally> TallyAsync(LoopName loop, string scope, DateOnly day, RunId? besides, CancellationToken cancel);

    /// <summary>How earlier runs of a party ended, newest first.</summary>
    Task<IReadOnlyList<PastRun>> PastRunsAsync(LoopName loop, string party, int most, CancellationToken cancel);
}

/// <summary>What became of a run, as one value.</summary>
/// <param name="Before">The run as it was read.</param>
/// <param name="After">The run as it shall be.</param>
public sealed record RunChange(Run Before, Run After)
{
    /// <summary>Effects whose state changed.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>A question to open.</summary>
    public Escalation? Opened { get; init; }

    /// <summary>The question that falls away, with how it ended.</summary>
    public Verdict? Settles { get; init; }

    /// <summary>Lines of the run's story.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Caps to be checked and counted with it. A run counts once in a day and scope, however often it is cleared.</summary>
    public IReadOnlyList<Cap> Caps { get; init; } = [];

    /// <summary>The run stays with this worker, which goes on at once.</summary>
    public bool KeepLease { get; init; }
}

/// <summary>The store could not be reached, read or written. Nothing is known to be wrong with the run.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause.</param>
public sealed class StoreException(string message, Exception inner) : Exception(message, inner);

/// <summary>What came of a commit.</summary>
public enum CommitResult
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>The run is not what it was: somebody else has it. Nothing was stored.</summary>
    Overtaken,

    /// <summary>A cap would be passed. Nothing was stored.</summary>
    CapReached,
}

/// <summary>An earlier run, in short.</summary>
/// <param name="Name">Its subject.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ClosedAt">When.</param>
/// <param name="Amount">What was at stake.</param>
public sealed record PastRun(string Name, Outcome Outcome, DateTimeOffset ClosedAt, Money? Amount);
