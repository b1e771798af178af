using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>Takes every answer, whichever door it came through.</summary>
public sealed class AnswerDesk(IEscalationStore store, Roles roles, SamePeople same)
{
    /// <summary>Checks an answer and stores it. Of several answers to one question the first that may counts.</summary>
    public async Task<AnswerResult> TakeAsync(Answer answer, CancellationToken cancel)
    {
        var asked = await store.FindAsync(answer.Escalation, cancel);
        if (asked is null)
            return new AnswerResult.Refused("This question does not exist any more.");
        if (!asked.IsOpen)
            return new AnswerResult.TooLate(asked);
        var person = await same.WholeAsync(answer.Person, asked, cancel);
        if (Approvals.Refusal(asked, answer with { Person = person }, roles) is { } why)
            return new AnswerResult.Refused(why);

        var choice = asked.Question.Choices.First(choice => choice.Key == answer.Choice);
        var settled = new Settled(asked.Id, choice.Verdict, choice.Key, person.Id, Trimmed(answer.Reason))
        {
            Chosen = Chosen(choice, answer.Amount),
            Batch = answer.Batch,
        };
        if (await store.SettleAsync(settled, cancel))
            return new AnswerResult.Accepted(asked)
            {
                OnIt = asked.Claim is { } claim && !person.Is(claim.By) ? claim : null,
            };
        return new AnswerResult.TooLate(await store.FindAsync(answer.Escalation, cancel) ?? asked);
    }

    /// <summary>Why this answer would not count as things are, in words for the person; nothing where it would.</summary>
    public async Task<string?> RefusalAsync(Escalation asked, Answer answer, CancellationToken cancel) =>
        Approvals.Refusal(asked, answer with { Person = await same.WholeAsync(answer.Person, asked, cancel) }, roles);

    /// <summary>Who chooses what was asked about has chosen nothing else.</summary>
    public static ChosenAmount? Chosen(Choice? choice, decimal? amount) =>
        choice?.Amount is { } range && amount is { } chosen && chosen != range.Most
            ? new ChosenAmount(new Money(chosen, range.Currency).Rounded(), new Money(range.Most, range.Currency))
            : null;

    private static string? Trimmed(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
}
