namespace OpsBot.Loops.Rules;

/// <summary>What a table says to some facts.</summary>
/// <param name="Row">The first row that matches.</param>
/// <param name="Misses">Every row before it, in order, and why it does not.</param>
public sealed record RuleMatch(RuleRow Row, IReadOnlyList<RuleMiss> Misses);

/// <summary>A rule that does not match.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Outcome">What would have followed.</param>
/// <param name="Unmet">
/// Each condition that does not hold, with the fact and how far off it is:
/// <c>the refund is 249.00 EUR, 174.00 over the limit of 75</c>. May hold a customer's text: shown inert.
/// </param>
public sealed record RuleMiss(string Rule, string Outcome, IReadOnlyList<string> Unmet);
