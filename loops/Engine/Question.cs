namespace OpsBot.Loops.Engine;

/// <summary>What people are asked: everything a card shows, in the order it shows it, without a word about any chat.</summary>
/// <param name="Title">What and how much: <c>Return #1042-R1 · 249.00 EUR</c>.</param>
/// <param name="Why">Why it came to a person, and how far from the line.</param>
public sealed record Question(string Title, string Why)
{
    /// <summary>Facts as label and value.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>The customer's own words; untrusted, always shown as a quotation.</summary>
    public string? Quote { get; init; }

    /// <summary>Orders, spend, returns, similar past cases and how they ended; a line each.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>What may be answered; the first is the one a card puts first.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Roles whose people may answer. Empty = nobody.</summary>
    public IReadOnlyList<string> MayAnswer { get; init; } = [];

    /// <summary>Who asked for this themselves and so may not answer it: an e-mail address or chat id, where known.</summary>
    public string? AskedBy { get; init; }

    /// <summary>
    /// When the run that asks began: who was whom since then counts, however often it was asked anew. Absent where an earlier version
    /// asked.
    /// </summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>What is at stake.</summary>
    public Money? Amount { get; init; }

    /// <summary>When an answer is due.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>What changed since this was last asked; a line each.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}

/// <summary>One fact on a card.</summary>
/// <param name="Label">Ours.</param>
/// <param name="Value">May hold a customer's text: shown inert.</param>
/// <param name="Link">Where it can be looked up; ours, never a customer's.</param>
public sealed record Field(string Label, string Value, Uri? Link = null);

/// <summary>One possible answer and what follows from it.</summary>
/// <param name="Key">Stable name within the question: <c>approve</c>.</param>
/// <param name="Label">What the button says: its effect and amount.</param>
/// <param name="Verdict">What the answer amounts to.</param>
/// <param name="Plan">What is carried out.</param>
public sealed record Choice(string Key, string Label, Verdict Verdict, Plan Plan)
{
    /// <summary>The person must say why; the words go into the plan (<see cref="Effect.WithReason"/>) and the record.</summary>
    public bool NeedsReason { get; init; }

    /// <summary>The person may choose a smaller sum, within these bounds; nothing where the choice is over no sum or a fixed one.</summary>
    public AmountRange? Amount { get; init; }

    /// <summary>What is carried out where a person chose that sum (<see cref="Plan.WithAmount"/>).</summary>
    /// <param name="amount">Within <see cref="Amount"/>; the one that was asked about where absent.</param>
    public Plan PlanFor(decimal? amount) =>
        Amount is { } range && amount < range.Most ? Plan.WithAmount(new Money(amount.Value, range.Currency)) : Plan;
}

/// <summary>What the answers to an escalation add up to.</summary>
public enum Verdict
{
    /// <summary>Open: nobody decided yet.</summary>
    None,

    /// <summary>A person said yes.</summary>
    Approved,

    /// <summary>A person said no.</summary>
    Denied,

    /// <summary>The time ran out and a written rule closed it.</summary>
    Expired,

    /// <summary>The facts changed and it need not be asked any more.</summary>
    Withdrawn,

    /// <summary>The facts changed and a newer question took its place.</summary>
    Superseded,
}
