using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Turns clicks into answers and into whatever else is done with a case. Each is durable before Teams hears of it.</summary>
internal sealed class TeamsAnswers(AnswerDesk answers, CaseDesk cases, ChatPeople people)
{
    /// <summary>Takes a click.</summary>
    /// <param name="click">What was clicked.</param>
    /// <param name="person">Who.</param>
    /// <param name="words">How people and moments are written.</param>
    /// <param name="key">The same where the same click comes again.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What the person is to be told, where anything.</returns>
    internal Task<string?> TakeAsync(
        TeamsClick click,
        Person person,
        TeamsWords words,
        string key,
        CancellationToken cancel
    ) =>
        click.Verb switch
        {
            TeamsVerb.Decide => AnswerAsync(
                new Answer(click.Question, person, click.Choice, click.Words(TeamsVerb.Reason, click.Choice)),
                words,
                cancel
            ),
            CaseMenu.Amount => OtherAmountAsync(click, person, words, cancel),
            _ => HandleAsync(click, person, words, key, cancel),
        };

    private async Task<string?> OtherAmountAsync(
        TeamsClick click,
        Person person,
        TeamsWords words,
        CancellationToken cancel
    )
    {
        if (click.Number(TeamsVerb.Amount, CaseMenu.Amount) is not { } amount)
            return "Please type a number, such as 80 or 80.50.";
        var reason = click.Words(TeamsVerb.Reason, CaseMenu.Amount);
        var answer = new Answer(click.Question, person, click.Choice, reason) { Amount = amount };
        return await AnswerAsync(answer, words, cancel);
    }

    private async Task<string?> AnswerAsync(Answer answer, TeamsWords words, CancellationToken cancel) =>
        await answers.TakeAsync(answer, cancel) switch
        {
            AnswerResult.Refused refused => refused.Why,
            AnswerResult.TooLate late when !IsTheSame(answer, late.Escalation) => TooLate(late.Escalation, words),
            AnswerResult.Accepted { OnIt: { } other } => $"Decided. It had been taken on by {words.Person(other.By)}",
            _ => null,
        };

    private async Task<string?> HandleAsync(
        TeamsClick click,
        Person person,
        TeamsWords words,
        string key,
        CancellationToken cancel
    )
    {
        var typed = click.Words(TeamsVerb.Words, click.Verb);
        var whom = Whom(click.Words(TeamsVerb.Whom, click.Verb));
        var result = click.Verb switch
        {
            CaseMenu.Claim => await cases.ClaimAsync(click.Question, person, cancel),
            CaseMenu.Release => await cases.ReleaseAsync(click.Question, person, cancel),
            CaseMenu.Assign when whom is null => new CaseResult.Refused("Please choose somebody."),
            CaseMenu.Assign => await cases.AssignAsync(
                click.Question,
                await people.FindAsync(whom, cancel),
                person,
                cancel
            ),
            CaseMenu.Ask => await cases.AskAsync(
                click.Question,
                whom is null ? null : await people.FindAsync(whom, cancel),
                typed,
                person,
                key,
                cancel
            ),
            CaseMenu.Note => await cases.NoteAsync(click.Question, typed, person, key, cancel),
            _ => new CaseResult.Refused("This button is not known any more. Please look at the card's newest version."),
        };
        return result is not CaseResult.Refused refused ? null
            : refused.OnIt is { } claim ? $"Already taken on by {words.Person(claim.By)}"
            : refused.Why;
    }

    /// <summary>Somebody chosen from a list, as <c>chat:user</c>: Teams itself names them by their object id alone.</summary>
    private static string? Whom(string chosen) =>
        Guid.TryParseExact(chosen, "D", out var id) ? $"{TeamsWords.Prefix}{id:D}"
        : chosen.Length > 0 ? chosen
        : null;

    /// <summary>The same click arrived twice, or the same finger clicked twice: nothing to tell.</summary>
    private static bool IsTheSame(Answer answer, Escalation settled) =>
        settled.By == answer.Person.Id && settled.Choice == answer.Choice;

    private static string TooLate(Escalation settled, TeamsWords words)
    {
        var by = AnswerWords.DecidedBy(settled) is { } other ? $" by {words.Person(other)}" : "";
        var at = settled.SettledAt is { } moment ? $" · {words.Moment(moment)}" : "";
        return AnswerWords.TooLate(settled) + by + at;
    }
}
