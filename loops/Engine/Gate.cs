namespace OpsBot.Loops.Engine;

/// <summary>Stands before every effect: a loop that is paused, or that would move more money than it may in an hour, begins none.</summary>
public sealed class Gate(IPauses pauses, ITrips trips, LoopList loops)
{
    /// <summary>Nothing may be begun.</summary>
    public bool IsClosed(LoopName loop) => pauses.IsPaused(loop);

    /// <inheritdoc cref="IPauses.Held"/>
    public CancellationToken Held => pauses.Held;

    /// <summary>Whether the call for an effect may be made now. Money is counted before it moves.</summary>
    public async Task<bool> MayBeginAsync(Run run, Effect effect, CancellationToken cancel) =>
        !IsClosed(run.Loop)
        && (
            effect.Moves is not { } amount
            || loops.Of(run).Trips is not { RefundedPerHour: > 0 } limits
            || await trips.CountAsync(new Moving(run.Loop, run.Key, run.Version, amount, limits), cancel)
        );
}

/// <summary>Money about to be moved.</summary>
/// <param name="Loop">The loop that moves it.</param>
/// <param name="Key">The effect that does: however often it is begun, it is counted once.</param>
/// <param name="Version">The version of its run as the one who moves it holds it.</param>
/// <param name="Amount">How much, in the shop's currency.</param>
/// <param name="Limits">What the loop may.</param>
public sealed record Moving(LoopName Loop, EffectKey Key, int Version, Money Amount, TripLimits Limits);

/// <summary>Counts what may trip a loop, and trips it.</summary>
public interface ITrips
{
    /// <summary>
    /// Counts money before it is moved. Where the hour would have more than the limit the loop trips and nothing is counted: one
    /// transaction, so that runs side by side cannot pass the limit together. Whoever has lost the run to another may not either;
    /// who has not gets a fresh lease for the call.
    /// </summary>
    /// <returns>Whether it may be moved.</returns>
    Task<bool> CountAsync(Moving moving, CancellationToken cancel);

    /// <summary>Trips a loop, unless it is tripped already.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="why">The figures, for people.</param>
    /// <param name="cancel">Stops the store.</param>
    Task TripAsync(LoopName loop, string why, CancellationToken cancel);

    /// <summary>A loop's signals over a time.</summary>
    Task<TripSignals> SignalsAsync(LoopName loop, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel);

    /// <summary>The trip was told in the loop's channels, or could not be and is to be told again.</summary>
    /// <returns>Whether that is news: of several that would tell it one may.</returns>
    Task<bool> ToldAsync(LoopName loop, bool isTold, CancellationToken cancel);
}
