namespace OpsBot.Loops.Rules;

/// <summary>A row whose conditions were understood, in the order in which the loop lists its facts.</summary>
/// <param name="Row">As configured.</param>
/// <param name="Tests">Its conditions.</param>
internal sealed record ReadRow<TFacts>(RuleRow Row, IReadOnlyList<Test<TFacts>> Tests)
{
    internal IReadOnlyList<string> Unmet(TFacts facts)
    {
        List<string>? unmet = null;
        foreach (var (field, condition) in Tests)
        {
            var value = field.Read(facts);
            if (!condition.Holds(value))
                (unmet ??= []).Add(condition.WhyNot(field.About, value));
        }

        return unmet ?? (IReadOnlyList<string>)[];
    }

    /// <summary>It matches whenever the other row does.</summary>
    internal bool Covers(ReadRow<TFacts> other) =>
        Tests.All(mine =>
            other.Tests.Any(theirs => theirs.Field == mine.Field && mine.Condition.Covers(theirs.Condition))
        );

    /// <summary>The two never match together.</summary>
    internal bool Excludes(ReadRow<TFacts> other) =>
        Tests.Any(mine =>
            other.Tests.Any(theirs => theirs.Field == mine.Field && mine.Condition.Excludes(theirs.Condition))
        );

    internal string InWords(bool isOnly) => $"{Row.Name}: {Row.Outcome} {When(isOnly)} — {Words.OneLine(Row.Because)}";

    private string When(bool isOnly) =>
        Tests.Count == 0
            ? $"in every{(isOnly ? "" : " other")} case"
            : "when " + string.Join(", and ", Tests.Select(test => test.Condition.InWords(test.Field.About)));
}

/// <summary>One condition of a row.</summary>
/// <param name="Field">The fact it is about.</param>
/// <param name="Condition">What is asked of it.</param>
internal sealed record Test<TFacts>(FactField<TFacts> Field, Condition Condition);
