namespace OpsBot.Loops.Engine;

/// <summary>
/// Carries a plan out, effect by effect: intent, call, result, read-back. What is known of each is stored before the next
/// begins; the result of one and the intent of the next are one commit.
/// </summary>
public sealed class Acting(IRunStore store, ActorList actors, Gate gate, Troubles troubles, TimeProvider clock)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);

    /// <summary>A call that may have run may still be running: one look that finds nothing is not enough to call again.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(30);

    /// <summary>Less than a lease: nobody else may take the run while its call is under way.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(4);

    /// <summary>A system that does not show a done effect for this long has lost it: people must look.</summary>
    private const int LooksBeforeDrift = 8;

    /// <inheritdoc cref="IPauses.Held"/>
    internal CancellationToken Held => gate.Held;

    /// <summary>Does the next thing to be done for a run in <see cref="Stage.Acting"/> or <see cref="Stage.Confirming"/>.</summary>
    /// <returns>The run to go on with; nothing where it stops here.</returns>
    /// <exception cref="OutsideException">A system did not answer as it should.</exception>
    public async Task<Turn?> ActAsync(Turn turn, CancellationToken cancel)
    {
        var run = turn.Run;
        if (run.Effect is not { } effect)
            return await FinishAsync(run, [], [], cancel);
        if (run.Stage is Stage.Confirming)
            return await ConfirmAsync(run, effect, null, cancel);
        if (!turn.IntentIsOurs)
            return await TakeUpAsync(run, effect, cancel);

        return await gate.MayBeginAsync(run, effect, cancel)
            ? await CallAsync(run, effect, cancel)
            : await ParkAsync(run, effect, turn.MayHaveRun, cancel);
    }

    /// <summary>
    /// The loop was paused, or tripped, before the call was made. One that an earlier attempt may have made is looked for once
    /// more before it is made again: a pause may last for days.
    /// </summary>
    private async Task<Turn?> ParkAsync(Run run, Effect effect, bool mayHaveRun, CancellationToken cancel)
    {
        var (state, looks) = mayHaveRun ? (EffectState.Uncertain, 1) : (EffectState.Planned, 0);
        var parked = run with { Stage = Stage.Acting, Looks = looks, DueAt = clock.GetUtcNow() };
        var change = new RunChange(run, parked) { Journal = [Entry(run, effect, state)] };
        await store.CommitAsync(change, cancel);
        return null;
    }

    private async Task<Turn?> CallAsync(Run run, Effect effect, CancellationToken cancel)
    {
        Acted acted;
        try
        {
            acted = await CallInTimeAsync(run, effect, cancel);
        }
        catch (OutsideException failure)
        {
            var known = failure.Kind is FailureKind.Uncertain ? EffectState.Uncertain : EffectState.NotDone;
            await troubles.FailedAsync(run, failure, [Entry(run, effect, known)], cancel);
            return null;
        }

        return acted switch
        {
            Acted.Done done => await ConfirmAsync(run, effect, done.Receipt, cancel),
            Acted.Refused refused => await RefusedAsync(run, effect, refused.Why, cancel),
            var other => throw new InvalidOperationException($"an actor answered {other}"),
        };
    }

    /// <summary>
    /// A call that was begun is not broken off by a shutdown: nobody would know whether it ran. Where others may have taken the
    /// run over it is: what is left of it is theirs.
    /// </summary>
    private async Task<Acted> CallInTimeAsync(Run run, Effect effect, CancellationToken cancel)
    {
        var held = gate.Held;
        cancel.ThrowIfCancellationRequested();
        using var time = new CancellationTokenSource(LongestCall, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, held);
        try
        {
            return await actors.For(effect).ActAsync(effect, run.Key, either.Token);
        }
        catch (OperationCanceledException late) when (time.IsCancellationRequested)
        {
            throw OutsideException.Late(FailureKind.Uncertain, effect.System, late);
        }
    }

    /// <summary>The effect was begun by an earlier attempt, maybe by a process that died: settle that before anything else.</summary>
    private async Task<Turn?> TakeUpAsync(Run run, Effect effect, CancellationToken cancel)
    {
        var memory = await store.RememberAsync(run.Id, cancel);
        var entry = memory.Journal.First(written => written.Key == run.Key);
        var mayHaveRun = entry.State is EffectState.Intended or EffectState.Uncertain;
        if (mayHaveRun)
        {
            var found = await actors.For(effect).ReadBackAsync(effect, run.Key, cancel);
            if (found is ReadBack.Took took)
                return await NextAsync(run, Entry(run, effect, EffectState.Confirmed, took.Receipt), cancel);
            if (run.Looks == 0)
                return await LookOnceMoreAsync(run, effect, cancel);
        }

        if (gate.IsClosed(run.Loop))
            return await ParkAsync(run, effect, mayHaveRun, cancel);
        var change = new RunChange(run, run with { Stage = Stage.Acting, Looks = 0, DueAt = clock.GetUtcNow() })
        {
            Journal = [Entry(run, effect, EffectState.Intended)],
            KeepLease = true,
        };
        return await StoreAsync(change, intentIsOurs: true, cancel) is { } begun
            ? begun with
            {
                MayHaveRun = mayHaveRun,
            }
            : null;
    }

    private async Task<Turn?> LookOnceMoreAsync(Run run, Effect effect, CancellationToken cancel)
    {
        var later = run with { Stage = Stage.Acting, Looks = 1, DueAt = clock.GetUtcNow() + SecondLook };
        var change = new RunChange(run, later) { Journal = [Entry(run, effect, EffectState.Uncertain)] };
        await store.CommitAsync(change, cancel);
        return null;
    }

    private async Task<Turn?> ConfirmAsync(Run run, Effect effect, string? receipt, CancellationToken cancel)
    {
        ReadBack? found = null;
        try
        {
            found = await actors.For(effect).ReadBackAsync(effect, run.Key, cancel);
        }
        catch (Exception) when (run.Stage is not Stage.Confirming)
        {
            // Done but not seen, or the bot is being stopped: the result must be stored all the same, the look is repeated.
        }

        if (found is ReadBack.Took took)
            return await NextAsync(run, Entry(run, effect, EffectState.Confirmed, receipt ?? took.Receipt), cancel);
        var missing = (found as ReadBack.DidNotTake)?.Found;
        if (run.Stage is not Stage.Confirming || run.Looks < LooksBeforeDrift)
            return await LookAgainAsync(run, effect, receipt, missing, cancel);
        var drift = $"{effect.Preview}: the {effect.System} said done but shows: {missing}";
        await troubles.DiedAsync(run, drift, [], cancel);
        return null;
    }

    private async Task<Turn?> LookAgainAsync(
        Run run,
        Effect effect,
        string? receipt,
        string? missing,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var after = run with
        {
            Stage = Stage.Confirming,
            Looks = run.Stage is Stage.Confirming ? run.Looks + 1 : 1,
            FailingSince = run.FailingSince ?? now,
            Trouble = missing,
            DueAt = now + LookAgain,
        };
        var journal = receipt is null ? [] : new[] { Entry(run, effect, EffectState.Done, receipt) };
        await store.CommitAsync(new RunChange(run, after) { Journal = journal }, cancel);
        return null;
    }

    private async Task<Turn?> NextAsync(Run run, JournalEntry settled, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var line = new TimelineEntry(now, $"{settled.Effect.Preview}: done and seen ({settled.Receipt})");
        var next = run.Well() with { Stage = Stage.Acting, Step = run.Step + 1, DueAt = now };
        if (next.Effect is not { } effect)
            return await FinishAsync(run, [settled], [line], cancel);

        // A pause takes effect between two effects: the next is not begun.
        var goOn = !gate.IsClosed(run.Loop);
        var change = new RunChange(run, next)
        {
            Journal = goOn ? [settled, Entry(next, effect, EffectState.Intended)] : [settled],
            Timeline = [line],
            KeepLease = goOn,
        };
        return await StoreAsync(change, intentIsOurs: true, cancel);
    }

    private async Task<Turn?> FinishAsync(
        Run run,
        IReadOnlyList<JournalEntry> journal,
        IReadOnlyList<TimelineEntry> lines,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var over = run.Well() with { Step = run.Plan?.Effects.Count ?? 0 };
        if (run.Plan is { ThenLookAgain: true })
        {
            var again = over.PutAside() with { Stage = Stage.Caught, DueAt = now };
            var goOn = new RunChange(run, again)
            {
                Journal = journal,
                Timeline = lines,
                KeepLease = true,
            };
            return await StoreAsync(goOn, intentIsOurs: false, cancel);
        }

        var closed = over with { Stage = Stage.Closed, Outcome = run.Heading, DueAt = null, ClosedAt = now };
        var change = new RunChange(run, closed)
        {
            Journal = journal,
            Timeline = [.. lines, new TimelineEntry(now, $"Closed: {run.Heading.ToString().ToLowerInvariant()}")],
        };
        await store.CommitAsync(change, cancel);
        return null;
    }

    private async Task<Turn?> RefusedAsync(Run run, Effect effect, string why, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var entry = Entry(run, effect, EffectState.Refused, why);
        // Nothing was done yet: whatever changed meanwhile may lead to another decision. Once; then people must look.
        if (run.Step > 0 || run.StepsBefore > 0)
        {
            await troubles.DiedAsync(run, $"{effect.Preview}: refused by the {effect.System}: {why}", [entry], cancel);
            return null;
        }

        var line = new TimelineEntry(now, $"{effect.Preview}: refused by the {effect.System}: {why}");
        var again = run.PutAside() with { Stage = Stage.Caught, Heading = Outcome.None, DueAt = now };
        var change = new RunChange(run, again)
        {
            Journal = [entry],
            Timeline = [line],
            KeepLease = true,
        };
        return await StoreAsync(change, intentIsOurs: false, cancel);
    }

    private JournalEntry Entry(Run run, Effect effect, EffectState state, string? receipt = null) =>
        new(run.Key, effect, state, clock.GetUtcNow(), receipt);

    private async Task<Turn?> StoreAsync(RunChange change, bool intentIsOurs, CancellationToken cancel) =>
        await store.CommitAsync(change, cancel) is CommitResult.Stored && change.KeepLease
            ? new Turn(change.After with { Version = change.Before.Version + 1 }, intentIsOurs)
            : null;
}
