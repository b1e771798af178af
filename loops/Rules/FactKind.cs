namespace OpsBot.Loops.Rules;

/// <summary>What a fact is, and so what a condition over it may say.</summary>
public enum FactKind
{
    /// <summary>An amount, a count, a length of time: <c>&lt;= 75</c>, <c>10..20</c>.</summary>
    Number,

    /// <summary>One or several words of a kind: <c>defective | wrong_item</c>.</summary>
    Text,

    /// <summary>So or not so: <c>yes</c>, <c>no</c>.</summary>
    Flag,
}
