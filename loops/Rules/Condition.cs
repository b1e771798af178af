namespace OpsBot.Loops.Rules;

/// <summary>What a rule asks of one fact.</summary>
internal abstract record Condition
{
    /// <summary>The shortest way to write it; the same for all that mean the same.</summary>
    internal abstract string Canonical { get; }

    internal abstract bool Holds(FactValue value);

    /// <summary>It holds whenever the other one does, whatever the fact may be.</summary>
    internal abstract bool Covers(Condition other);

    /// <summary>The two never hold together, whatever the fact may be.</summary>
    internal abstract bool Excludes(Condition other);

    /// <summary>In plain English: <c>the refund is at most 75 EUR</c>.</summary>
    internal abstract string InWords(Fact fact);

    /// <summary>Why it does not hold, in plain English.</summary>
    internal string WhyNot(Fact fact, FactValue value) =>
        value.IsUnknown ? new UnknownCondition().InWords(fact) : WhyNotKnown(fact, value);

    protected abstract string WhyNotKnown(Fact fact, FactValue value);
}

/// <summary><c>unknown</c>: the fact could not be found out.</summary>
internal sealed record UnknownCondition : Condition
{
    internal const string Word = "unknown";

    internal override string Canonical => Word;

    internal override bool Holds(FactValue value) => value.IsUnknown;

    internal override bool Covers(Condition other) => other is UnknownCondition;

    internal override bool Excludes(Condition other) => other is not UnknownCondition;

    internal override string InWords(Fact fact) =>
        fact.Kind is FactKind.Flag ? $"it is unknown whether {fact.Meaning}" : $"{fact.Meaning} is unknown";

    protected override string WhyNotKnown(Fact fact, FactValue value) =>
        value switch
        {
            { Number: { } number } => $"{fact.Meaning} is known: {Words.Amount(number, fact)}",
            { Text: { } texts } => $"{fact.Meaning} is known: {Words.Listed(texts)}",
            { Flag: true } => $"it is known that {fact.Meaning}",
            _ => $"it is known that {fact.Otherwise}",
        };
}

/// <summary><c>known</c>: the fact could be found out, whatever it is.</summary>
internal sealed record KnownCondition : Condition
{
    internal const string Word = "known";

    internal override string Canonical => Word;

    internal override bool Holds(FactValue value) => !value.IsUnknown;

    internal override bool Covers(Condition other) => other is not UnknownCondition;

    internal override bool Excludes(Condition other) => other is UnknownCondition;

    internal override string InWords(Fact fact) =>
        fact.Kind is FactKind.Flag ? $"it is known whether {fact.Meaning}" : $"{fact.Meaning} is known";

    protected override string WhyNotKnown(Fact fact, FactValue value) =>
        throw new InvalidOperationException($"{fact.Name} is known, so the condition holds");
}

/// <summary><c>yes</c> or <c>no</c>.</summary>
internal sealed record FlagCondition(bool Wanted) : Condition
{
    internal override string Canonical => Wanted ? "yes" : "no";

    internal static Reading Read(string text) =>
        text.ToLowerInvariant() switch
        {
            "yes" or "true" => Reading.As(new FlagCondition(true)),
            "no" or "false" => Reading.As(new FlagCondition(false)),
            _ => Reading.Wrong("is not a yes or no; write yes, no, known or unknown"),
        };

    internal override bool Holds(FactValue value) => value.Flag == Wanted;

    internal override bool Covers(Condition other) => other == this;

    internal override bool Excludes(Condition other) =>
        other is UnknownCondition || other is FlagCondition && !Covers(other);

    internal override string InWords(Fact fact) => Wanted ? fact.Meaning : fact.Otherwise;

    protected override string WhyNotKnown(Fact fact, FactValue value) => Wanted ? fact.Otherwise : fact.Meaning;
}
