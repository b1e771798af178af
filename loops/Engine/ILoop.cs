namespace OpsBot.Loops.Engine;

/// <summary>One kind of closed loop. Everything that makes it run is the engine's; everything it knows of a shop is here.</summary>
public interface ILoop
{
    /// <summary>Its name, as typed.</summary>
    LoopName Name { get; }

    /// <summary>Where its cards go, as <c>chat:channel</c> (<c>slack:C0123</c>).</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>Roles that decide its cards, those of its trouble included. Empty = nobody.</summary>
    IReadOnlyList<string> Approvers { get; }

    /// <summary>The person it belongs to, as <c>chat:user</c>; named wherever its state is shown.</summary>
    string? Owner => null;

    /// <summary>What it must not pass without a person looking.</summary>
    TripLimits Trips => TripLimits.None;

    /// <summary>How many runs that waited for the end of a pause go on in a second.</summary>
    int ResumePerSecond => 10;

    /// <summary>What something that happened outside means to this loop; nothing where it means nothing. Pure.</summary>
    Caught? Catch(Happening happening);

    /// <summary>Gathers the facts and decides.</summary>
    /// <exception cref="OutsideException">A system could not be read.</exception>
    Task<Considered> ConsiderAsync(RunContext context, CancellationToken cancel);

    /// <summary>Its rules in plain English, one line each.</summary>
    IReadOnlyList<string> Explain();
}

/// <summary>Something that happened outside, in shop words. The events a shop knows of are in <c>loops/Shop</c>.</summary>
public abstract record Happening
{
    /// <summary>What happened, in a few words for the run's timeline.</summary>
    public abstract string What { get; }
}

/// <summary>What a loop may know of the run it considers.</summary>
/// <param name="Run">The run.</param>
/// <param name="Memory">What it has done and been told so far.</param>
/// <param name="Now">The present moment: a fact like any other.</param>
public sealed record RunContext(Run Run, RunMemory Memory, DateTimeOffset Now);

/// <summary>What a run has done and been told.</summary>
/// <param name="Journal">Every effect of every plan, in order.</param>
/// <param name="Escalations">Every question it asked, oldest first.</param>
public sealed record RunMemory(IReadOnlyList<JournalEntry> Journal, IReadOnlyList<Escalation> Escalations)
{
    /// <summary>The memory of a run that has just begun.</summary>
    public static RunMemory Empty { get; } = new([], []);
}

/// <summary>What a loop gathered and decided.</summary>
/// <param name="Material">The facts an approval is bound to: when they change, the run is decided anew.</param>
/// <param name="Around">Facts that were seen but bind nothing: counts, history.</param>
/// <param name="Decision">What was decided from both.</param>
public sealed record Considered(object Material, object Around, Decision Decision)
{
    /// <summary>Whose run it is, across runs: the customer's id.</summary>
    public string? Party { get; init; }

    /// <summary>What is at stake.</summary>
    public Money? Amount { get; init; }
}
