namespace OpsBot.Loops.Engine;

/// <summary>Takes up what people answered: reads the facts again, and acts only if they are still the ones that were shown.</summary>
public sealed class Answering(IRunStore store, Considering considering, TimeProvider clock)
{
    /// <summary>Goes on with a run whose question was answered.</summary>
    /// <exception cref="OutsideException">A system could not be read.</exception>
    public async Task<Turn?> TakeUpAsync(Run run, CancellationToken cancel)
    {
        var memory = await store.RememberAsync(run.Id, cancel);
        var answered = memory.Escalations.Last(asked => asked.Id == run.Escalation);
        return answered.Kind is EscalationKind.Trouble
            ? await AfterTroubleAsync(run, answered, memory, cancel)
            : await AfterDecisionAsync(run, answered, memory, cancel);
    }

    /// <summary>Ends a run whose plan cannot be read, where people took it over: nothing of the plan is needed for that.</summary>
    /// <returns>Whether they did.</returns>
    public async Task<bool> HandOverAsync(Run run, CancellationToken cancel)
    {
        if (run.Stage is not Stage.Answered)
            return false;
        var memory = await store.RememberAsync(run.Id, cancel);
        var answered = memory.Escalations.Last(asked => asked.Id == run.Escalation);
        if (answered is not { Kind: EscalationKind.Trouble, Choice: TroubleChoice.HandOver })
            return false;
        await store.CommitAsync(HandedOver(run, run.Well(), answered.By, clock.GetUtcNow()), cancel);
        return true;
    }

    private async Task<Turn?> AfterDecisionAsync(
        Run run,
        Escalation answered,
        RunMemory memory,
        CancellationToken cancel
    )
    {
        var considered = await considering.GatherAsync(run, memory, cancel);
        if (
            considering.Fingerprint(considered) != answered.FactsHash
            || answered is not { Taken: { } taken, Carried: { } plan }
        )
            return await considering.DecideAsync(run, memory, considered, cancel);

        UnknownEffect.RefuseIn(plan.Effects);
        if (answered.Reason is { } reason)
            plan = plan.WithReason(reason);
        var outcome = taken.Verdict is Verdict.Denied ? Outcome.Denied : Outcome.Approved;
        var change = Considering.Begin(
            run,
            run.Well() with
            {
                SeenEvents = run.Events,
            },
            plan,
            outcome,
            clock.GetUtcNow()
        );
        return await store.CommitAsync(change, cancel) is CommitResult.Stored
            ? new Turn(change.After with { Version = run.Version + 1 }, IntentIsOurs: true)
            : null;
    }

    private async Task<Turn?> AfterTroubleAsync(
        Run run,
        Escalation answered,
        RunMemory memory,
        CancellationToken cancel
    )
    {
        var change = AfterTrouble(run, answered, memory, clock.GetUtcNow());
        return await store.CommitAsync(change, cancel) is CommitResult.Stored && change.KeepLease
            ? new Turn(change.After with { Version = run.Version + 1 })
            : null;
    }

    private static RunChange AfterTrouble(Run run, Escalation answered, RunMemory memory, DateTimeOffset now)
    {
        var entry = memory.Journal.FirstOrDefault(written => written.Key == run.Key);
        var well = run.Well() with { DueAt = now, Stage = run.Effect is null ? Stage.Caught : Stage.Acting };
        return answered.Choice switch
        {
            TroubleChoice.HandOver => HandedOver(run, well, answered.By, now),
            TroubleChoice.StartOver => StartedOver(run, well, answered.By, now),
            TroubleChoice.Skip when entry is not null => new RunChange(run, well with { Step = run.Step + 1 })
            {
                Journal = [entry with { State = EffectState.Skipped, At = now, Receipt = answered.Reason }],
                KeepLease = true,
            },
            // What was done but not seen is looked for again; what was refused is begun again.
            _ when entry?.State is EffectState.Done => new RunChange(run, well with { Stage = Stage.Confirming })
            {
                KeepLease = true,
            },
            _ when run.Effect is null && Unused(memory) is { } decided => new RunChange(
                run,
                well with
                {
                    Stage = Stage.Answered,
                    Escalation = decided.Id,
                }
            )
            {
                KeepLease = true,
            },
            _ => new RunChange(run, well) { KeepLease = true },
        };
    }

    /// <summary>What of the plan was not done will not be; whoever is asked next names the outcome, unless something is done.</summary>
    private static RunChange StartedOver(Run run, Run well, string? by, DateTimeOffset now) =>
        new(
            run,
            well.PutAside() with
            {
                Stage = Stage.Caught,
                Heading = run.Step > 0 || run.StepsBefore > 0 ? run.Heading : Outcome.None,
            }
        )
        {
            Timeline = [new TimelineEntry(now, "Started over: the rest of the plan is put aside", by)],
            KeepLease = true,
        };

    private static RunChange HandedOver(Run run, Run well, string? by, DateTimeOffset now) =>
        new(
            run,
            well with
            {
                Stage = Stage.Closed,
                Outcome = Outcome.Dead,
                DueAt = null,
                ClosedAt = now,
                // Whatever came in meanwhile goes to the person as well.
                SeenEvents = run.Events,
            }
        )
        {
            Timeline = [new TimelineEntry(now, "Closed: handed over to be finished by hand", by)],
        };

    /// <summary>What people had decided before the trouble began, where nothing of it was begun: they are not asked twice.</summary>
    private static Escalation? Unused(RunMemory memory) =>
        memory.Escalations.LastOrDefault(asked => asked.Kind is EscalationKind.Decision)
            is { Taken: not null, Verdict: Verdict.Approved or Verdict.Denied } last
        && !memory.Journal.Any(entry => entry.At > last.SettledAt)
            ? last
            : null;
}
