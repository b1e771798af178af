namespace OpsBot.Loops.Engine;

/// <summary>The loops of this shop.</summary>
/// <param name="loops">Each under its own name.</param>
/// <param name="pauses">Which of them people have paused.</param>
public sealed class LoopList(IEnumerable<ILoop> loops, IPauses pauses)
{
    private readonly Dictionary<LoopName, ILoop> byName = loops.ToDictionary(loop => loop.Name);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<ILoop> All => byName.Values;

    /// <summary>Those that may begin something now.</summary>
    public IReadOnlyCollection<LoopName> Running => [.. byName.Keys.Where(loop => !pauses.IsPaused(loop))];

    /// <summary>One of them; nothing where there is none of that name.</summary>
    public ILoop? Find(LoopName name) => byName.GetValueOrDefault(name);

    /// <summary>The loop of a run.</summary>
    /// <exception cref="InvalidOperationException">The run belongs to a loop that is no longer configured.</exception>
    public ILoop Of(Run run) =>
        Find(run.Loop) ?? throw new InvalidOperationException($"the loop {run.Loop} of run {run.Id} is not configured");
}

/// <summary>Who carries out which effect.</summary>
/// <param name="actors">One per kind of effect.</param>
public sealed class ActorList(IEnumerable<IActor> actors)
{
    private readonly Dictionary<Type, IActor> byEffect = actors.ToDictionary(actor => actor.Handles);

    /// <summary>The actor for an effect.</summary>
    /// <exception cref="InvalidOperationException">No system that could carry it out is configured.</exception>
    public IActor For(Effect effect) =>
        byEffect.GetValueOrDefault(effect.GetType())
        ?? throw new InvalidOperationException(
            $"no {effect.System} is configured that could carry out: {effect.Preview}"
        );
}

/// <summary>Which loops are paused, by people or because they tripped.</summary>
public interface IPauses
{
    /// <summary>The loop must not begin anything; what it catches is parked.</summary>
    bool IsPaused(LoopName loop);

    /// <summary>
    /// Cancelled when this process must let go of every run it holds now, since others may have taken them over; after that there
    /// is another one.
    /// </summary>
    CancellationToken Held { get; }

    /// <summary>At start: knows again what was paused before.</summary>
    Task RememberAsync(CancellationToken cancel);
}
