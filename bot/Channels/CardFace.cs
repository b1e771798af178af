namespace OpsBot.Bot.Channels;

/// <summary>Draws a card from state. Pure: the same state gives the same card, in every chat.</summary>
internal static class CardFace
{
    /// <summary>The card of a question at a moment.</summary>
    internal static Card Of(CardSubject subject, DateTimeOffset now)
    {
        var asked = subject.Escalation;
        var question = asked.Question;
        var ticks = CardTicks.Of(subject);
        var state = StateOf(subject, ticks, now);
        return new Card(asked.Id, question.Title, state)
        {
            Status = CardStatus.Of(subject, state, ticks),
            By = asked.IsOpen ? asked.Claim?.By : asked.By,
            At = asked.SettledAt ?? question.Deadline,
            Why = question.Why,
            Changed = asked.IsOpen ? question.Changed : [],
            Fields = question.Fields,
            Quote = question.Quote,
            History = asked.IsOpen ? question.History : [],
            Choices = asked.IsOpen ? Choices(asked) : [],
            Menu = asked.IsOpen ? CaseMenu.Of(asked) : [],
            Ticks = ticks,
            Reason = asked.Reason,
            Claim = asked.IsOpen ? asked.Claim : null,
            Inquiries = asked.IsOpen ? asked.Inquiries : [.. asked.Inquiries.Where(inquiry => !inquiry.IsOpen)],
            RunName = subject.Run.Subject.Name,
            AskedAt = asked.OpenedAt,
        };
    }

    private static CardState StateOf(CardSubject subject, IReadOnlyList<CardTick> ticks, DateTimeOffset now)
    {
        var (asked, run, _) = subject;
        if (asked.IsOpen)
            return now < asked.Question.Deadline ? CardState.Open : CardState.Overdue;
        if (asked.Verdict is Verdict.Withdrawn or Verdict.Superseded)
            return CardState.Withdrawn;
        return run.Stage switch
        {
            Stage.Closed => CardState.Finished,
            Stage.Dead => CardState.Stuck,
            // A newer question of the same run goes on with the rest.
            Stage.Asking => CardState.Finished,
            _ when run.Escalation != asked.Id && ticks.Take(EffectsOf(asked)).All(IsOver) => CardState.Finished,
            _ => CardState.Acting,
        };
    }

    private static int EffectsOf(Escalation asked) => asked.Taken?.Plan.Effects.Count ?? 0;

    private static bool IsOver(CardTick tick) =>
        tick.State is EffectState.Confirmed or EffectState.Skipped or EffectState.Refused;

    private static IReadOnlyList<CardChoice> Choices(Escalation asked)
    {
        var choices = asked.Question.Choices;
        var go = choices.FirstOrDefault(choice => choice.Verdict is Verdict.Approved);
        var no = choices.FirstOrDefault(choice => choice.Verdict is Verdict.Denied);
        return
        [
            .. choices.Select(choice => new CardChoice(
                choice.Key,
                choice.Label,
                [.. choice.Plan.Effects.Select(effect => effect.Preview)],
                choice == go ? CardTone.Go
                    : choice == no ? CardTone.No
                    : CardTone.Plain,
                choice.NeedsReason
            )
            {
                Amount = choice.Amount,
                AsksTwice = AsksTwice(choice, asked.Question.Amount),
            }),
        ];
    }

    private static bool AsksTwice(Choice choice, Money? amount) =>
        !choice.NeedsReason
        && (choice.Verdict is Verdict.Denied || (amount is not null && choice.Plan.Effects.Count > 0));
}
