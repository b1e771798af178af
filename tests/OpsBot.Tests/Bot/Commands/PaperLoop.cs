using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Commands;

/// <summary>A loop that only has a name, a place and rules.</summary>
internal sealed class PaperLoop(string name, params string[] channels) : ILoop
{
    public LoopName Name => new(name);

    public IReadOnlyList<string> Channels => channels;

    public IReadOnlyList<string> Approvers => [];

    public Caught? Catch(Happening happening) => null;

    public Task<Considered> ConsiderAsync(RunContext context, CancellationToken cancel) =>
        throw new InvalidOperationException("this loop considers nothing");

    public IReadOnlyList<string> Explain() => [$"1. {name} small: up to 75.00 EUR is refunded at once"];
}
