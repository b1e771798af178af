namespace OpsBot.Loops.Engine;

/// <summary>
/// Takes a claimed run as far as it can go now: until it waits for an event, a time or people, meets trouble, or closes.
/// </summary>
/// <param name="considering">Gathers and decides.</param>
/// <param name="acting">Carries plans out.</param>
/// <param name="answering">Takes up what people answered.</param>
/// <param name="troubles">Retries, or asks people.</param>
/// <param name="clock">Limits how long one step may take.</param>
public sealed class Runner(
    Considering considering,
    Acting acting,
    Answering answering,
    Troubles troubles,
    TimeProvider clock
)
{
    /// <summary>Less than a lease, so that nobody else takes a run that is still being looked at.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(4);

    /// <summary>The loops whose runs it may advance now.</summary>
    public IReadOnlyCollection<LoopName> Running => considering.Running;

    /// <summary>Advances a run that this worker holds under a lease.</summary>
    /// <param name="run">The run as it was claimed.</param>
    /// <param name="cancel">Stops between two steps; what was begun is finished or found again after the next start.</param>
    public async Task AdvanceAsync(Run run, CancellationToken cancel)
    {
        if (run.Unreadable is { } why)
        {
            if (!await answering.HandOverAsync(run, cancel))
                await troubles.DiedAsync(run, why, [], cancel);
            return;
        }

        // Before the first commit, which fails where the run is another's already: what comes after it is ours for as long.
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancel, acting.Held);
        Turn? turn = new Turn(run);
        while (turn is { } now)
        {
            held.Token.ThrowIfCancellationRequested();
            turn = await StepAsync(now, held.Token);
        }
    }

    private async Task<Turn?> StepAsync(Turn turn, CancellationToken cancel)
    {
        using var time = new CancellationTokenSource(LongestStep, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        try
        {
            return await GoOnAsync(turn, either.Token);
        }
        catch (OutsideException failure)
        {
            await troubles.FailedAsync(turn.Run, failure, [], cancel);
            return null;
        }
        catch (OperationCanceledException late) when (time.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            var failure = OutsideException.Late(FailureKind.Safe, "What was asked", late);
            await troubles.FailedAsync(turn.Run, failure, [], cancel);
            return null;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StoreException))
        {
            await troubles.DiedAsync(turn.Run, $"OpsBot itself failed: {fault.Message}", [], cancel);
            return null;
        }
    }

    private async Task<Turn?> GoOnAsync(Turn turn, CancellationToken cancel) =>
        turn.Run.Stage switch
        {
            Stage.Caught or Stage.Waiting or Stage.Asking => await considering.ConsiderAsync(turn.Run, cancel),
            Stage.Answered => await answering.TakeUpAsync(turn.Run, cancel),
            Stage.Acting or Stage.Confirming => await acting.ActAsync(turn, cancel),
            _ => null,
        };
}

/// <summary>A run between two steps.</summary>
/// <param name="Run">As it was last stored.</param>
/// <param name="IntentIsOurs">The present effect's intent was written by this worker just now, so no call was made yet.</param>
/// <param name="MayHaveRun">An earlier attempt at the present effect may have run, though nobody saw it.</param>
public readonly record struct Turn(Run Run, bool IntentIsOurs = false, bool MayHaveRun = false);
