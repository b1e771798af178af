namespace OpsBot.Loops.Engine;

/// <summary>Lists runs for people who look for some. What it reads is bounded, however long the history.</summary>
public interface IRunSearch
{
    /// <summary>The newest runs, newest first.</summary>
    /// <param name="loop">Of this loop; of all where absent.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Stops it.</param>
    Task<IReadOnlyList<RunBrief>> NewestAsync(LoopName? loop, int most, CancellationToken cancel);

    /// <summary>A loop's open runs in a stage, the one that went there last in front.</summary>
    Task<IReadOnlyList<RunBrief>> InStageAsync(LoopName loop, Stage stage, int most, CancellationToken cancel);
}

/// <summary>A run in a line.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Loop">Its loop.</param>
/// <param name="Name">Its subject's name.</param>
/// <param name="Stage">Where it is.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="CreatedAt">When it began.</param>
public sealed record RunBrief(
    RunId Id,
    LoopName Loop,
    string Name,
    Stage Stage,
    Outcome Outcome,
    DateTimeOffset CreatedAt
)
{
    /// <summary>A wider thing it belongs to: an order's id.</summary>
    public string? About { get; init; }

    /// <summary>Whose it is: a customer's id.</summary>
    public string? Party { get; init; }

    /// <summary>The rule that decided it last.</summary>
    public string? Rule { get; init; }

    /// <summary>What is at stake.</summary>
    public Money? Amount { get; init; }

    /// <summary>What the last failure was.</summary>
    public string? Trouble { get; init; }
}
