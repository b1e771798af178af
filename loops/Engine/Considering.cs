namespace OpsBot.Loops.Engine;

/// <summary>Gathers a run's facts, lets its loop decide, and stores the decision.</summary>
public sealed class Considering(IRunStore store, LoopList loops, EngineJson json, TimeProvider clock)
{
    private static readonly TimeSpan LookAgainWhenOverdue = TimeSpan.FromDays(1);

    /// <summary>The loops that may begin something now.</summary>
    public IReadOnlyCollection<LoopName> Running => loops.Running;

    /// <summary>Considers a run that was caught, that waits, or whose open question may have to change.</summary>
    /// <returns>The run to go on with; nothing where it now waits or is over.</returns>
    /// <exception cref="OutsideException">A system could not be read.</exception>
    public async Task<Turn?> ConsiderAsync(Run run, CancellationToken cancel)
    {
        var memory = run.IsFresh ? RunMemory.Empty : await store.RememberAsync(run.Id, cancel);
        var considered = await GatherAsync(run, memory, cancel);
        return await DecideAsync(run, memory, considered, cancel);
    }

    /// <summary>Reads the facts as they are now.</summary>
    /// <exception cref="OutsideException">A system could not be read.</exception>
    internal Task<Considered> GatherAsync(Run run, RunMemory memory, CancellationToken cancel)
    {
        UnknownEffect.RefuseIn(memory.Journal.Select(entry => entry.Effect));
        return loops.Of(run).ConsiderAsync(new RunContext(run, memory, clock.GetUtcNow()), cancel);
    }

    /// <summary>The fingerprint of the facts an approval is bound to.</summary>
    internal string Fingerprint(Considered considered) => json.Fingerprint(considered.Material);

    /// <summary>Stores what was decided.</summary>
    internal async Task<Turn?> DecideAsync(Run run, RunMemory memory, Considered considered, CancellationToken cancel)
    {
        var hash = Fingerprint(considered);
        var open = memory.Escalations.LastOrDefault(asked => asked.IsOpen);
        var seen = run.Well() with { SeenEvents = run.Events };
        if (open is not null && open.FactsHash == hash)
            return await StillAskingAsync(run, seen, open, cancel);

        var now = clock.GetUtcNow();
        var known = seen with
        {
            Facts = json.Write(new { considered.Material, considered.Around }),
            FactsHash = hash,
            Party = considered.Party ?? run.Party,
            Amount = considered.Amount ?? run.Amount,
            Rule = considered.Decision.Rule,
            Because = considered.Decision.Because,
        };
        var change = considered.Decision switch
        {
            Decision.Clear clear => Clear(run, known, clear, now),
            Decision.Ask ask => Ask(run, known, ask, memory, now),
            Decision.Wait wait => Wait(run, known, wait, now),
            Decision.Drop drop => Drop(run, known, drop, memory, now),
            var other => throw new InvalidOperationException($"a loop decided {other}"),
        };
        if (open is not null || run.Stage is Stage.Answered)
            change = change with { Settles = change.Opened is null ? Verdict.Withdrawn : Verdict.Superseded };
        return await StoreAsync(change, cancel);
    }

    private async Task<Turn?> StillAskingAsync(Run run, Run seen, Escalation open, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var overdue = now >= open.Question.Deadline;
        var change = new RunChange(
            run,
            seen with
            {
                Stage = Stage.Asking,
                DueAt = overdue ? now + LookAgainWhenOverdue : open.Question.Deadline,
            }
        )
        {
            Timeline = overdue ? [new TimelineEntry(now, "Still waiting for an answer: it is overdue")] : [],
        };
        await store.CommitAsync(change, cancel);
        return null;
    }

    private static RunChange Clear(Run run, Run known, Decision.Clear clear, DateTimeOffset now)
    {
        var line = new TimelineEntry(now, $"Cleared by rule {clear.Rule}: {clear.Because}");
        return Begin(run, known, clear.Plan, Outcome.Cleared, now) with { Timeline = [line], Caps = clear.Caps };
    }

    /// <summary>The change that begins a plan: its first intent is written with it.</summary>
    internal static RunChange Begin(Run run, Run known, Plan plan, Outcome heading, DateTimeOffset now)
    {
        var started = known.PutAside() with
        {
            Stage = Stage.Acting,
            Plan = plan,
            // What people decided names the outcome, also when rules finish the rest.
            Heading = run.Heading is Outcome.None ? heading : run.Heading,
            DueAt = now,
        };
        var planned = plan.Effects.Select(
            (effect, at) =>
                new JournalEntry(
                    new EffectKey(run.Id, started.StepsBefore + at),
                    effect,
                    at == 0 ? EffectState.Intended : EffectState.Planned,
                    now
                )
        );
        return new RunChange(run, started) { Journal = [.. planned], KeepLease = true };
    }

    private RunChange Ask(Run run, Run known, Decision.Ask ask, RunMemory memory, DateTimeOffset now)
    {
        var changed = memory.Escalations.Count == 0 ? [] : FactsDiff.Between(run.Facts, known.Facts);
        var escalation = new Escalation
        {
            Id = EscalationId.New(now),
            Run = run.Id,
            Loop = run.Loop,
            Kind = EscalationKind.Decision,
            Question = ask.Question with { Changed = changed, Began = run.CreatedAt },
            Channels = loops.Of(run).Channels,
            FactsHash = known.FactsHash,
            OpenedAt = now,
        };
        var after = known with { Stage = Stage.Asking, Escalation = escalation.Id, DueAt = ask.Question.Deadline };
        return new RunChange(run, after)
        {
            Opened = escalation,
            Timeline = [new TimelineEntry(now, $"Asked by rule {ask.Rule}: {ask.Because}")],
        };
    }

    private static RunChange Wait(Run run, Run known, Decision.Wait wait, DateTimeOffset now)
    {
        var after = known with { Stage = Stage.Waiting, DueAt = wait.Until };
        var isNew = run.Rule != wait.Rule;
        return new RunChange(run, after)
        {
            Timeline = isNew ? [new TimelineEntry(now, $"Waiting for {wait.For}: {wait.Because}")] : [],
        };
    }

    private static RunChange Drop(Run run, Run known, Decision.Drop drop, RunMemory memory, DateTimeOffset now)
    {
        var outcome = memory.Escalations.Count > 0 ? Outcome.Withdrawn : Outcome.Dropped;
        var after = known with
        {
            Stage = Stage.Closed,
            Outcome = run.Heading is Outcome.None ? outcome : run.Heading,
            DueAt = null,
            ClosedAt = now,
        };
        return new RunChange(run, after)
        {
            Timeline = [new TimelineEntry(now, $"Nothing to do by rule {drop.Rule}: {drop.Because}")],
        };
    }

    private async Task<Turn?> StoreAsync(RunChange change, CancellationToken cancel) =>
        await store.CommitAsync(change, cancel) switch
        {
            CommitResult.Stored when change.KeepLease => new Turn(
                change.After with
                {
                    Version = change.Before.Version + 1,
                },
                IntentIsOurs: true
            ),
            // The cap was reached by another run between gathering and storing: gather again, see it, decide again.
            CommitResult.CapReached => new Turn(change.Before),
            _ => null,
        };
}
