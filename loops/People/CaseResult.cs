using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>What came of something done with a question.</summary>
public abstract record CaseResult
{
    private CaseResult() { }

    /// <summary>It is done and stored.</summary>
    /// <param name="Escalation">The question as it was before.</param>
    public sealed record Done(Escalation Escalation) : CaseResult
    {
        /// <summary>The inquiry that was made or answered.</summary>
        public Inquiry? Inquiry { get; init; }
    }

    /// <summary>It is not done.</summary>
    /// <param name="Why">Words for the person.</param>
    public sealed record Refused(string Why) : CaseResult
    {
        /// <summary>Somebody else who is on it: the words end in <em>is on it</em> and they are named in the chat's own way.</summary>
        public Claim? OnIt { get; init; }
    }
}
