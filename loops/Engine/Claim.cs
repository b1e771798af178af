namespace OpsBot.Loops.Engine;

/// <summary>Somebody is on a question. A courtesy, not a lock: others may still decide it.</summary>
/// <param name="By">Who, as <c>chat:user</c>.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">When the question is back in the queue, if it is not decided by then.</param>
public sealed record Claim(string By, DateTimeOffset At, DateTimeOffset Until);

/// <summary>How long a claim counts.</summary>
/// <param name="For">From its beginning.</param>
public sealed record ClaimTerm(TimeSpan For)
{
    /// <summary>Where a shop says nothing else.</summary>
    public static ClaimTerm Usual { get; } = new(TimeSpan.FromMinutes(30));
}
