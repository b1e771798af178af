namespace OpsBot.Loops.Engine;

/// <summary>What a loop decided: a closed family of four.</summary>
/// <param name="Rule">The rule that decided, by its name in the loop's table.</param>
/// <param name="Because">One sentence a shop person understands.</param>
public abstract record Decision(string Rule, string Because)
{
    /// <summary>No person is needed.</summary>
    /// <param name="Plan">What to do.</param>
    /// <param name="Rule">The rule that decided.</param>
    /// <param name="Because">Why, in a sentence.</param>
    public sealed record Clear(Plan Plan, string Rule, string Because) : Decision(Rule, Because)
    {
        /// <summary>Limits that must still hold at the moment the decision is stored; see <see cref="Cap"/>.</summary>
        public IReadOnlyList<Cap> Caps { get; init; } = [];
    }

    /// <summary>People must answer.</summary>
    /// <param name="Question">What they are asked, with a plan for each choice.</param>
    /// <param name="Rule">The rule that decided.</param>
    /// <param name="Because">Why, in a sentence.</param>
    public sealed record Ask(Question Question, string Rule, string Because) : Decision(Rule, Because);

    /// <summary>Nothing can be decided yet.</summary>
    /// <param name="Until">When to look again at the latest; an event may come first.</param>
    /// <param name="For">What is waited for: <c>the parcel</c>.</param>
    /// <param name="Rule">The rule that decided.</param>
    /// <param name="Because">Why, in a sentence.</param>
    public sealed record Wait(DateTimeOffset Until, string For, string Rule, string Because) : Decision(Rule, Because);

    /// <summary>There is nothing to do.</summary>
    /// <param name="Rule">The rule that decided.</param>
    /// <param name="Because">Why, in a sentence.</param>
    public sealed record Drop(string Rule, string Because) : Decision(Rule, Because);
}

/// <summary>
/// A limit over all runs of a loop on one day, checked and counted in the same transaction that stores the decision, so that
/// runs decided side by side cannot pass it together.
/// </summary>
/// <param name="Scope">Whom it counts for: <c>shop</c>, or <c>customer:…</c>.</param>
/// <param name="Day">The shop's day.</param>
/// <param name="Amount">What this run adds.</param>
/// <param name="MaxCount">The most runs on that day.</param>
/// <param name="MaxAmount">The most money on that day, in the currency of <paramref name="Amount"/>.</param>
public sealed record Cap(string Scope, DateOnly Day, Money Amount, int MaxCount, decimal MaxAmount);

/// <summary>What a scope has used of its caps on one day.</summary>
/// <param name="Count">Runs cleared.</param>
/// <param name="Amount">Money they moved, in the shop's currency.</param>
public readonly record struct Tally(int Count, decimal Amount);
