using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>
/// Decides many questions with one answer: each by itself and with the same checks as a single click, one after the other,
/// under one id that stands in the story of each.
/// </summary>
public sealed class BulkDesk(AnswerDesk answers, IEscalationStore questions, TimeProvider clock)
{
    /// <summary>The most questions at once.</summary>
    public const int Most = 200;

    /// <summary>Answers all of them but some.</summary>
    /// <param name="bulk">The questions and the answer.</param>
    /// <param name="cancel">Stops between two questions; what was decided by then stays decided and is in the result.</param>
    public async Task<BulkResult> TakeAsync(BulkAnswer bulk, CancellationToken cancel)
    {
        var batch = "blk_" + Id.New(clock.GetUtcNow());
        var meant = bulk.Questions.Except(bulk.Except).ToList();
        if (meant.Count > Most)
            return new BulkResult(batch, []) { Refused = $"At most {Most} at once, please." };
        var asked = await questions.FindAsync(meant, cancel);
        if (Refusal(bulk, asked) is { } why)
            return new BulkResult(batch, []) { Refused = why };

        var items = new List<BulkItem>();
        var stopped = false;
        foreach (var id in meant)
        {
            stopped = stopped || cancel.IsCancellationRequested;
            var result = stopped ? null : await OneAsync(bulk, id, batch);
            stopped = stopped || result is null;
            items.Add(new BulkItem(id, result));
        }

        return new BulkResult(batch, items);
    }

    /// <summary>Not cancelled half-way: whoever reads the result must be able to believe it.</summary>
    private async Task<AnswerResult?> OneAsync(BulkAnswer bulk, EscalationId question, string batch)
    {
        var answer = new Answer(question, bulk.Person, bulk.Choice, bulk.Reason) { Batch = batch };
        try
        {
            return await answers.TakeAsync(answer, CancellationToken.None);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    /// <summary>One answer means the same only where the questions are alike.</summary>
    private static string? Refusal(BulkAnswer bulk, IReadOnlyList<Escalation> asked)
    {
        if (asked.Count == 0)
            return "There is nothing to decide.";
        if (asked.Select(question => (question.Loop, question.Kind)).Distinct().Count() > 1)
            return "These are questions of different kinds, so one answer cannot be meant for all of them.";
        var open = asked.Where(question => question.IsOpen).ToList();
        var choices = open.SelectMany(question => question.Question.Choices)
            .Where(choice => choice.Key == bulk.Choice)
            .ToList();
        if (choices.Select(choice => choice.Verdict).Distinct().Count() > 1)
            return "The answer would approve some of these and deny others.";
        return choices
            .Select(choice => Approvals.ReasonRefusal(choice, bulk.Reason))
            .FirstOrDefault(why => why is not null);
    }
}
