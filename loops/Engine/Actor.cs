namespace OpsBot.Loops.Engine;

/// <summary>What came of carrying an effect out, where the system answered. Where it did not: <see cref="OutsideException"/>.</summary>
public abstract record Acted
{
    private Acted() { }

    /// <summary>It is done.</summary>
    /// <param name="Receipt">What the system calls the result, for the record: a refund's or ticket's id.</param>
    public sealed record Done(string Receipt) : Acted;

    /// <summary>The system said no, for a reason of business.</summary>
    /// <param name="Why">Its words.</param>
    public sealed record Refused(string Why) : Acted;
}

/// <summary>What a system shows of an effect when it is read.</summary>
public abstract record ReadBack
{
    private ReadBack() { }

    /// <summary>The effect is there.</summary>
    /// <param name="Receipt">What the system calls the result.</param>
    public sealed record Took(string Receipt) : ReadBack;

    /// <summary>The effect is not there.</summary>
    /// <param name="Found">What is there instead.</param>
    public sealed record DidNotTake(string Found) : ReadBack;
}

/// <summary>
/// Carries out one kind of effect. <see cref="ReadBackAsync"/> serves twice: it settles an uncertain call before it is
/// repeated, and it confirms a done one.
/// </summary>
public interface IActor
{
    /// <summary>The kind of effect.</summary>
    Type Handles { get; }

    /// <summary>Carries the effect out.</summary>
    /// <exception cref="OutsideException">The system did not answer as it should.</exception>
    Task<Acted> ActAsync(Effect effect, EffectKey key, CancellationToken cancel);

    /// <summary>Reads from the system whether the effect is there.</summary>
    /// <exception cref="OutsideException">The system could not be read.</exception>
    Task<ReadBack> ReadBackAsync(Effect effect, EffectKey key, CancellationToken cancel);
}

/// <summary>An <see cref="IActor"/> for one type of effect.</summary>
/// <typeparam name="TEffect">The effect.</typeparam>
public abstract class Actor<TEffect> : IActor
    where TEffect : Effect
{
    /// <inheritdoc/>
    public Type Handles => typeof(TEffect);

    /// <inheritdoc/>
    public Task<Acted> ActAsync(Effect effect, EffectKey key, CancellationToken cancel) =>
        ActAsync((TEffect)effect, key, cancel);

    /// <inheritdoc/>
    public Task<ReadBack> ReadBackAsync(Effect effect, EffectKey key, CancellationToken cancel) =>
        ReadBackAsync((TEffect)effect, key, cancel);

    /// <inheritdoc cref="IActor.ActAsync"/>
    protected abstract Task<Acted> ActAsync(TEffect effect, EffectKey key, CancellationToken cancel);

    /// <inheritdoc cref="IActor.ReadBackAsync"/>
    protected abstract Task<ReadBack> ReadBackAsync(TEffect effect, EffectKey key, CancellationToken cancel);
}
