using OpsBot.Bot.Channels.Slack.Forms;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>Turns clicks and filled-in forms into answers, durable before Slack is told that they arrived.</summary>
internal sealed class SlackAnswers(AnswerDesk desk, IEscalationStore questions, SlackPeople people, SlackClient client)
{
    private const string TooSlow = "That took too long. Please click again.";

    /// <summary>Takes a click; where its choice needs a reason, asks for it instead.</summary>
    /// <returns>What the person is to be told, where anything.</returns>
    /// <exception cref="OutsideException">Slack cannot be asked who this is.</exception>
    internal async Task<SlackMessage?> TakeAsync(SlackClick click, CancellationToken cancel)
    {
        var person = await people.PersonAsync(click.User, cancel);
        var answer = new Answer(click.Question, person, click.Choice);
        if (
            await questions.FindAsync(click.Question, cancel) is { IsOpen: true } asked
            && ChoiceOf(asked) is { } choice
        )
        {
            // Whether they may is said before they are asked to write, and checked again after.
            return await desk.RefusalAsync(asked, answer with { Reason = "to be asked for" }, cancel) is { } why
                ? SlackSayings.Told(why)
                : await AskWhyAsync(click, asked, choice, cancel);
        }

        return await desk.TakeAsync(answer, cancel) switch
        {
            AnswerResult.Refused refused => SlackSayings.Told(refused.Why),
            AnswerResult.TooLate late when !IsTheSame(answer, late.Escalation) => await TooLateAsync(
                late.Escalation,
                cancel
            ),
            AnswerResult.Accepted { OnIt: { } other } => await TakenOnAsync(other, cancel),
            _ => null,
        };

        Choice? ChoiceOf(Escalation open) =>
            open.Question.Choices.FirstOrDefault(one => one.Key == click.Choice && one.NeedsReason);
    }

    /// <summary>Takes a filled-in form: why, and where it asks for one, another amount.</summary>
    /// <returns>What to show under its fields, or to tell; nothing where it simply counts.</returns>
    /// <exception cref="OutsideException">Slack cannot be asked who this is.</exception>
    internal async Task<SlackReply> TakeAsync(SlackForm form, SlackUser user, CancellationToken cancel)
    {
        var answer = new Answer(
            new EscalationId(form.About(SlackCaseForms.Case)),
            await people.PersonAsync(user, cancel),
            form.About(SlackCaseForms.Choice),
            form.Words(SlackCaseForms.Reason)
        );
        var first = SlackCaseForms.Reason;
        if (form.Callback == SlackCaseForms.AmountForm)
        {
            first = SlackCaseForms.Amount;
            if (form.Number(first) is not { } amount)
                return SlackForm.Wrong(first, "Please type a number, such as 80 or 80.50.");
            answer = answer with { Amount = amount };
        }

        return await desk.TakeAsync(answer, cancel) switch
        {
            AnswerResult.Refused { Why: Approvals.SayWhy } refused => SlackForm.Wrong(
                SlackCaseForms.Reason,
                refused.Why
            ),
            AnswerResult.Refused refused => SlackForm.Wrong(first, refused.Why),
            AnswerResult.TooLate late when !IsTheSame(answer, late.Escalation) => SlackForm.Wrong(
                first,
                $"{AnswerWords.TooLate(late.Escalation)}. The card shows who and when."
            ),
            AnswerResult.Accepted { OnIt: { } other } => SlackReply.Tell(await TakenOnAsync(other, cancel)),
            _ => SlackReply.Nothing,
        };
    }

    private async Task<SlackMessage> TakenOnAsync(Claim other, CancellationToken cancel) =>
        SlackSayings.Told("Decided. It had been taken on", await people.NamedAsync(other.By, cancel));

    private async Task<SlackMessage?> AskWhyAsync(
        SlackClick click,
        Escalation asked,
        Choice choice,
        CancellationToken cancel
    )
    {
        try
        {
            var view = SlackCaseForms.Because(asked, choice);
            var opened = await client.OpenViewAsync(click.Trigger, view, isOnTop: click.View is not null, cancel);
            return opened.Error is null ? null : SlackSayings.Told(TooSlow);
        }
        catch (OutsideException failure)
        {
            return SlackSayings.Told($"The form could not be opened, please click again. {failure.Message}");
        }
    }

    /// <summary>The same click arrived twice, or the same finger clicked twice: nothing to tell.</summary>
    private static bool IsTheSame(Answer answer, Escalation settled) =>
        settled.By == answer.Person.Id
        && settled.Choice == answer.Choice
        && settled.Amount == AnswerDesk.Chosen(settled.Taken, answer.Amount)?.Amount.Amount;

    private async Task<SlackMessage> TooLateAsync(Escalation settled, CancellationToken cancel)
    {
        var by = await people.NamedAsync(AnswerWords.DecidedBy(settled), cancel);
        return SlackSayings.Told(AnswerWords.TooLate(settled), by, settled.SettledAt);
    }
}
