using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Infrastructure;

/// <summary>A system that is poked. It keeps what it did, and fails as a test says, before or after doing.</summary>
internal sealed class ScriptedSystem(TimeProvider clock) : Actor<Poke>
{
    private readonly List<string> done = [];
    private readonly List<string> calls = [];

    /// <summary>What was done, in order: one entry an effect done.</summary>
    internal IReadOnlyList<string> Done => done;

    /// <summary>Calls, in order, with their keys.</summary>
    internal IReadOnlyList<string> Calls => calls;

    /// <summary>Given the poke, fails before anything is done.</summary>
    internal Func<string, Exception?> Before { get; set; } = _ => null;

    /// <summary>Given the poke, fails after it was done: the answer is lost.</summary>
    internal Func<string, Exception?> After { get; set; } = _ => null;

    /// <summary>Refuses this poke.</summary>
    internal string? Refuses { get; set; }

    /// <summary>Done pokes cannot be seen.</summary>
    internal bool Hides { get; set; }

    /// <summary>Called between doing and answering.</summary>
    internal Func<string, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called first, with whether something is to be done or only read; what it throws is the system's failure.</summary>
    internal Func<bool, Task> Through { get; set; } = _ => Task.CompletedTask;

    internal static OutsideException Failure(FailureKind kind) =>
        new(kind, "poked system", kind.ToString().ToLowerInvariant());

    protected override async Task<Acted> ActAsync(Poke effect, EffectKey key, CancellationToken cancel)
    {
        await Through(true);
        calls.Add($"{effect.Name} {key.Step}");
        if (Before(effect.Name) is { } before)
            throw before;
        if (Refuses == effect.Name)
            return new Acted.Refused("not now");
        done.Add(effect.Name);
        await Meanwhile(effect.Name);
        return After(effect.Name) is { } after
            ? throw after
            : new Acted.Done($"receipt {effect.Name} {clock.GetUtcNow():HH:mm}");
    }

    protected override async Task<ReadBack> ReadBackAsync(Poke effect, EffectKey key, CancellationToken cancel)
    {
        await Through(false);
        return !Hides && done.Contains(effect.Name)
            ? new ReadBack.Took($"seen {effect.Name}")
            : new ReadBack.DidNotTake("nothing");
    }
}
