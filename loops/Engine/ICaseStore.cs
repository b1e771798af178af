namespace OpsBot.Loops.Engine;

/// <summary>
/// Keeps what people do with an open question before they decide it. Every change is one transaction with its line in the
/// run's story, and its cards are drawn anew; a question that is settled is not changed any more.
/// </summary>
public interface ICaseStore
{
    /// <summary>Puts somebody on a question, or nobody, if whoever was seen on it still is.</summary>
    /// <returns>Whether it was so.</returns>
    Task<bool> ClaimAsync(Claiming claiming, CancellationToken cancel);

    /// <summary>Writes a note into the story.</summary>
    /// <param name="question">The question it is about.</param>
    /// <param name="words">The note; untrusted text.</param>
    /// <param name="by">Who, as <c>chat:user</c>.</param>
    /// <param name="key">Where the same note may come again: what it is known by then. It is written once.</param>
    /// <param name="cancel">Stops the store.</param>
    /// <returns>Whether it is there; not where the question is settled.</returns>
    Task<bool> NoteAsync(EscalationId question, string words, string by, string? key, CancellationToken cancel);

    /// <summary>Stores an inquiry.</summary>
    /// <param name="inquiry">The inquiry.</param>
    /// <param name="key">Where the same inquiry may come again: what it is known by then. It is stored once.</param>
    /// <param name="cancel">Stops the store.</param>
    /// <returns>Whether it is there; not where the question is settled.</returns>
    Task<bool> AskAsync(Inquiry inquiry, string? key, CancellationToken cancel);

    /// <summary>Stores the answer to an inquiry. Of several answers the first counts.</summary>
    /// <returns>What came of it.</returns>
    Task<InquiryResult> AnswerAsync(InquiryAnswer answer, CancellationToken cancel);

    /// <summary>An inquiry by its id; nothing where there is none.</summary>
    Task<Inquiry?> FindAsync(InquiryId id, CancellationToken cancel);

    /// <summary>What was asked about a question, oldest first.</summary>
    Task<IReadOnlyList<Inquiry>> InquiriesAsync(EscalationId question, CancellationToken cancel);

    /// <summary>Open questions, the one due first in front.</summary>
    Task<IReadOnlyList<Escalation>> QueueAsync(QueueFilter filter, int most, CancellationToken cancel);
}

/// <summary>A change of who is on a question.</summary>
/// <param name="Escalation">The question.</param>
/// <param name="Seen">Who was on it when the change was made; nothing where nobody was.</param>
/// <param name="To">Who is on it from now on, as <c>chat:user</c>; nobody where absent.</param>
/// <param name="By">Who says so.</param>
public sealed record Claiming(EscalationId Escalation, Claim? Seen, string? To, string By);

/// <summary>An answer to an inquiry.</summary>
/// <param name="Inquiry">Which.</param>
/// <param name="Words">The answer; untrusted text.</param>
/// <param name="By">Who answers, as <c>chat:user</c>.</param>
/// <param name="Key">Where the same answer may come again: what it is known by then.</param>
public sealed record InquiryAnswer(InquiryId Inquiry, string Words, string By, string? Key);

/// <summary>What came of an answer to an inquiry.</summary>
public enum InquiryResult
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>The same answer came before.</summary>
    Repeated,

    /// <summary>It was answered before, or the question is settled.</summary>
    Closed,
}
