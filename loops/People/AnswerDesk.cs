using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>One person's answer to one question.</summary>
/// <param name="Escalation">The question that was shown.</param>
/// <param name="Person">Who answers.</param>
/// <param name="Choice">The choice's key.</param>
/// <param name="Reason">Why, in their words; untrusted text.</param>
public sealed record Answer(EscalationId Escalation, Person Person, string Choice, string? Reason = null);

/// <summary>What came of an answer.</summary>
public abstract record AnswerResult
{
    private AnswerResult() { }

    /// <summary>It counts, and is stored for good.</summary>
    /// <param name="Escalation">The question as it was before.</param>
    public sealed record Accepted(Escalation Escalation) : AnswerResult;

    /// <summary>It does not count.</summary>
    /// <param name="Why">Words for the person who gave it.</param>
    public sealed record Refused(string Why) : AnswerResult;

    /// <summary>The question was settled before.</summary>
    /// <param name="Escalation">The question as it ended.</param>
    public sealed record TooLate(Escalation Escalation) : AnswerResult;
}

/// <summary>Takes every answer, whichever door it came through.</summary>
public sealed class AnswerDesk(IEscalationStore store, Roles roles)
{
    /// <summary>Checks an answer and stores it. Of several answers to one question the first that may counts.</summary>
    public async Task<AnswerResult> TakeAsync(Answer answer, CancellationToken cancel)
    {
        var asked = await store.FindAsync(answer.Escalation, cancel);
        if (asked is null)
            return new AnswerResult.Refused("This question does not exist any more.");
        if (!asked.IsOpen)
            return new AnswerResult.TooLate(asked);
        if (Approvals.Refusal(asked, answer, roles) is { } why)
            return new AnswerResult.Refused(why);

        var choice = asked.Question.Choices.First(choice => choice.Key == answer.Choice);
        var settled = new Settled(asked.Id, choice.Verdict, choice.Key, answer.Person.Id, Trimmed(answer.Reason));
        if (await store.SettleAsync(settled, cancel))
            return new AnswerResult.Accepted(asked);
        return new AnswerResult.TooLate(await store.FindAsync(answer.Escalation, cancel) ?? asked);
    }

    private static string? Trimmed(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
}
