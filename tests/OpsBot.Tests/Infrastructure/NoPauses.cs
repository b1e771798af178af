using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Infrastructure;

/// <summary>Nobody has paused anything.</summary>
internal sealed class NoPauses : IPauses
{
    public bool IsPaused(LoopName loop) => false;

    public CancellationToken Held => CancellationToken.None;

    public Task RememberAsync(CancellationToken cancel) => Task.CompletedTask;
}
