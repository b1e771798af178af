namespace OpsBot.Bot.Channels;

/// <summary>
/// The sentence on where a card stands. A person's name goes before it where there is one, and a moment after it.
/// </summary>
internal static class CardStatus
{
    internal static string Of(CardSubject subject, CardState state, IReadOnlyList<CardTick> ticks)
    {
        var (asked, run, _) = subject;
        return state switch
        {
            CardState.Open => $"{OnIt(asked)}Waits for an answer{From(asked)}. Due",
            CardState.Overdue => $"{OnIt(asked)}Overdue: waits for an answer{From(asked)}. Was due",
            CardState.Withdrawn => Withdrawn(asked),
            CardState.Stuck =>
                $"{Decided(asked)} It stopped: {Sentence(run.Trouble ?? "a person must look")} Another card asks how to go on. Decided",
            CardState.Acting => $"{Decided(asked)} {Progress(run, ticks)} Decided",
            _ => $"{Decided(asked)} {End(run, ticks)} Decided",
        };
    }

    private static string OnIt(Escalation asked) => asked.Claim is null ? "" : "is on it. ";

    private static string From(Escalation asked) =>
        asked.Question.MayAnswer.Count == 0
            ? ", but nobody may give one: the loop has no approvers configured"
            : " from " + string.Join(" or ", asked.Question.MayAnswer.Select(role => $"the {role} role"));

    private static string Withdrawn(Escalation asked) =>
        (asked.By, asked.Verdict) switch
        {
            (null, Verdict.Superseded) => "Replaced by a newer card, since the facts changed.",
            (null, _) => "Withdrawn: the facts changed and it need not be decided any more.",
            (_, Verdict.Superseded) =>
                $"{Decided(asked)} The facts had changed by then, so nothing was done. A newer card asks again. Decided",
            _ =>
                $"{Decided(asked)} The facts had changed by then, so nothing was done and nothing is left to decide. Decided",
        };

    private static string Decided(Escalation asked)
    {
        var label = asked.Taken?.Label ?? asked.Choice;
        return asked.Verdict switch
        {
            Verdict.Expired => "Nobody answered in time, so a rule closed it.",
            _ when asked.By is null => $"Decided by rule: {label}.",
            _ when asked.Kind is EscalationKind.Trouble => $"chose: {label}.",
            Verdict.Denied => $"denied it: {label}.",
            _ when asked.Chosen is { } chosen => $"approved {chosen}.",
            _ => $"approved it: {label}.",
        };
    }

    private static string Progress(Run run, IReadOnlyList<CardTick> ticks) =>
        run.Stage switch
        {
            _ when run.Trouble is { } trouble => $"Not done yet, it is tried again: {Sentence(trouble)}",
            Stage.Waiting => $"The run goes on: {Sentence(run.Because ?? "it waits")}",
            _ when ticks.Count == 0 => "It is being taken up.",
            _ => "It is being carried out.",
        };

    private static string End(Run run, IReadOnlyList<CardTick> ticks)
    {
        if (ticks.Any(tick => tick.State is EffectState.Refused))
            return "It was refused, see below.";
        if (run is { Stage: Stage.Closed, Outcome: Outcome.Dead })
            return "The rest is finished by hand.";
        if (run.Stage is not Stage.Closed)
            return "A newer card goes on with the rest.";
        if (ticks.Any(tick => tick.State is EffectState.Skipped))
            return "It is done, with a step left out.";
        return "It is done.";
    }

    private static string Sentence(string words) => words.EndsWith('.') ? words : words + ".";
}
