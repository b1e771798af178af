namespace OpsBot.Bot.Channels;

/// <summary>What a decided card shows of each effect: those of the plan that was chosen, and those the run did after it.</summary>
internal static class CardTicks
{
    internal static IReadOnlyList<CardTick> Of(CardSubject subject)
    {
        var asked = subject.Escalation;
        if (asked.IsOpen || asked.Verdict is Verdict.Withdrawn or Verdict.Superseded)
            return [];
        if (asked.Kind is EscalationKind.Trouble)
            return Ticks(subject.Journal.Where(entry => IsSince(entry, asked.SettledAt)), subject.Run);
        var plan = asked.Carried?.Effects ?? [];
        if (plan.Count == 0)
            return [];
        return Begin(subject, plan) is var first and >= 0
            ? Ticks(subject.Journal.Skip(first), subject.Run)
            : [.. plan.Select(effect => new CardTick(effect.Preview, EffectState.Planned, null))];
    }

    private static IReadOnlyList<CardTick> Ticks(IEnumerable<JournalEntry> entries, Run run) =>
        [.. entries.Where(entry => !IsLeftOver(entry, run)).Select(entry => Tick(entry, run))];

    /// <summary>What happened after the answer, and what is still to come.</summary>
    private static bool IsSince(JournalEntry entry, DateTimeOffset? answered) =>
        entry.At >= answered || entry.State is EffectState.Planned;

    /// <summary>Where in the journal the chosen plan begins; -1 before it has begun.</summary>
    private static int Begin(CardSubject subject, IReadOnlyList<Effect> plan)
    {
        var journal = subject.Journal;
        var places = Enumerable
            .Range(0, Math.Max(0, journal.Count - plan.Count + 1))
            .Where(at => plan.Select((effect, i) => IsSame(effect, journal[at + i].Effect)).All(same => same))
            .DefaultIfEmpty(-1);
        // The same plan may have been chosen twice, when the first attempt was refused: the newest question owns the newest.
        return subject.Run.Escalation == subject.Escalation.Id ? places.Last() : places.First();
    }

    private static bool IsSame(Effect chosen, Effect done) =>
        chosen.GetType() == done.GetType() && chosen.Preview == done.Preview;

    /// <summary>It belongs to a plan that was given up: it will not come any more.</summary>
    private static bool IsLeftOver(JournalEntry entry, Run run) =>
        entry.State is EffectState.Planned && entry.Key.Step < run.StepsBefore;

    private static CardTick Tick(JournalEntry entry, Run run) =>
        run.Stage is Stage.Closed && entry.State is EffectState.Planned
            ? new CardTick(entry.Effect.Preview, EffectState.NotDone, null)
            : new CardTick(entry.Effect.Preview, entry.State, entry.Receipt);
}
