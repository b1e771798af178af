using OpsBot.Loops.Engine;

namespace OpsBot.Loops.Returns;

/// <summary>
/// Returns: a customer asks to send something back. Clear cases are approved, announced to the 3PL, refunded, answered and
/// logged; the rest is asked. Ends when the goods are back and the money is given.
/// </summary>
public sealed class ReturnsLoop(Policy policy, Gather gather) : ILoop
{
    /// <inheritdoc/>
    public LoopName Name => Policy.LoopName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels => policy.Channels;

    /// <inheritdoc/>
    public IReadOnlyList<string> Approvers => policy.Approvers;

    /// <inheritdoc/>
    public string? Owner => policy.Owner;

    /// <inheritdoc/>
    public TripLimits Trips => policy.Trips;

    /// <inheritdoc/>
    public int ResumePerSecond => policy.ResumePerSecond;

    /// <inheritdoc/>
    public Caught? Catch(Happening happening) => Returns.Catch.From(happening);

    /// <inheritdoc/>
    public async Task<Considered> ConsiderAsync(RunContext context, CancellationToken cancel)
    {
        var facts = await gather.ReadAsync(context, cancel);
        if (facts is null)
            return new Considered(
                "gone",
                context.Now,
                new Decision.Drop("unknown-return", "The shop does not know this return (any more).")
            );
        return new Considered(facts.Material, facts.Around, Decide.On(facts, policy))
        {
            Party = facts.File.Customer?.Id,
            Amount = facts.Refund,
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Explain() => policy.Explain();
}
