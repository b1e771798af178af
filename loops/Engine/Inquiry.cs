namespace OpsBot.Loops.Engine;

/// <summary>Names one inquiry for ever: <c>inq_</c> and an <see cref="Id"/>.</summary>
/// <param name="Value">20 characters.</param>
public readonly record struct InquiryId(string Value)
{
    /// <summary>A new inquiry's id.</summary>
    public static InquiryId New(DateTimeOffset now) => new("inq_" + Engine.Id.New(now));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What somebody wants to know before a question is decided. It falls away with the question.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Escalation">The question it is about.</param>
/// <param name="Words">What is asked; untrusted text.</param>
/// <param name="AskedBy">Who asks, as <c>chat:user</c>.</param>
/// <param name="AskedAt">When.</param>
public sealed record Inquiry(
    InquiryId Id,
    EscalationId Escalation,
    string Words,
    string AskedBy,
    DateTimeOffset AskedAt
)
{
    /// <summary>Whoever is to answer, as <c>chat:user</c>; anybody with a role where absent.</summary>
    public string? Of { get; init; }

    /// <summary>What was answered; untrusted text.</summary>
    public string? Answer { get; init; }

    /// <summary>Who answered.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>It still waits for an answer.</summary>
    public bool IsOpen => AnsweredAt is null;
}
