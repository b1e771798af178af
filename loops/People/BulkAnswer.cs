using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>One answer to many questions of one loop and kind.</summary>
/// <param name="Questions">The questions that were shown.</param>
/// <param name="Person">Who answers.</param>
/// <param name="Choice">The choice's key, the same in all of them.</param>
/// <param name="Reason">Why, once for all of them; untrusted text.</param>
public sealed record BulkAnswer(
    IReadOnlyList<EscalationId> Questions,
    Person Person,
    string Choice,
    string? Reason = null
)
{
    /// <summary>Those that are left as they are.</summary>
    public IReadOnlyCollection<EscalationId> Except { get; init; } = [];
}

/// <summary>What came of one of many.</summary>
/// <param name="Escalation">The question.</param>
/// <param name="Result">What came of it; nothing where it was not reached, or the store could not say.</param>
public sealed record BulkItem(EscalationId Escalation, AnswerResult? Result);

/// <summary>What came of all of them.</summary>
/// <param name="Batch">Stands in the story of each: <c>blk_…</c>.</param>
/// <param name="Items">In the order they were named.</param>
public sealed record BulkResult(string Batch, IReadOnlyList<BulkItem> Items)
{
    /// <summary>Why nothing was done at all, in words for the person.</summary>
    public string? Refused { get; init; }

    /// <summary>How many count.</summary>
    public int Accepted => Items.Count(item => item.Result is AnswerResult.Accepted);

    /// <summary>How many were settled before.</summary>
    public int TooLate => Items.Count(item => item.Result is AnswerResult.TooLate);

    /// <summary>How many may not be answered so.</summary>
    public int NotAllowed => Items.Count(item => item.Result is AnswerResult.Refused);

    /// <summary>How many are left to be looked at.</summary>
    public int NotReached => Items.Count(item => item.Result is null);
}
