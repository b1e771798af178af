namespace OpsBot.Loops.Engine;

/// <summary>
/// Takes a claimed run as far as it can go now: until it waits for an event, a time or people, meets trouble, or closes.
/// </summary>
/// <param name="considering">Gathers and decides.</param>
/// <param name="acting">Carries plans out.</param>
/// <param name="answering">Takes up what people answered.</param>
/// <param name="troubles">Retries, or asks people.</param>
public sealed class Runner(Considering considering, Acting acting, Answering answering, Troubles troubles)
{
    /// <summary>Advances a run that this worker holds under a lease.</summary>
    /// <param name="run">The run as it was claimed.</param>
    /// <param name="cancel">Stops between two steps; what was begun is finished or found again after the next start.</param>
    public async Task AdvanceAsync(Run run, CancellationToken cancel)
    {
        Turn? turn = new Turn(run);
        while (turn is { } now)
        {
            cancel.ThrowIfCancellationRequested();
            turn = await StepAsync(now, cancel);
        }
    }

    private async Task<Turn?> StepAsync(Turn turn, CancellationToken cancel)
    {
        try
        {
            return turn.Run.Stage switch
            {
                Stage.Caught or Stage.Waiting or Stage.Asking => await considering.ConsiderAsync(turn.Run, cancel),
                Stage.Answered => await answering.TakeUpAsync(turn.Run, cancel),
                Stage.Acting or Stage.Confirming => await acting.ActAsync(turn, cancel),
                _ => null,
            };
        }
        catch (OutsideException failure)
        {
            await troubles.FailedAsync(turn.Run, failure, [], cancel);
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await troubles.DiedAsync(turn.Run, $"OpsBot itself failed: {fault.Message}", [], cancel);
            return null;
        }
    }
}

/// <summary>A run between two steps.</summary>
/// <param name="Run">As it was last stored.</param>
/// <param name="IntentIsOurs">The present effect's intent was written by this worker just now, so no call was made yet.</param>
public readonly record struct Turn(Run Run, bool IntentIsOurs = false);
