namespace OpsBot.Loops.Rules;

/// <summary>One rule as it is configured.</summary>
/// <param name="Name">Lower-case words joined by hyphens; names the rule everywhere.</param>
/// <param name="When">Conditions by the fact they are about: all must hold. Empty = in every case.</param>
/// <param name="Outcome">What follows; a word of the loop's own.</param>
/// <param name="Because">Why, in a sentence a shop person understands.</param>
public sealed record RuleRow(string Name, IReadOnlyDictionary<string, string> When, string Outcome, string Because);
