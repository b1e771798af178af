using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>What came of an answer.</summary>
public abstract record AnswerResult
{
    private AnswerResult() { }

    /// <summary>It counts, and is stored for good.</summary>
    /// <param name="Escalation">The question as it was before.</param>
    public sealed record Accepted(Escalation Escalation) : AnswerResult
    {
        /// <summary>Somebody else who was on it: to be told to whoever decided it.</summary>
        public Claim? OnIt { get; init; }
    }

    /// <summary>It does not count.</summary>
    /// <param name="Why">Words for the person who gave it.</param>
    public sealed record Refused(string Why) : AnswerResult;

    /// <summary>The question was settled before.</summary>
    /// <param name="Escalation">The question as it ended.</param>
    public sealed record TooLate(Escalation Escalation) : AnswerResult;
}
