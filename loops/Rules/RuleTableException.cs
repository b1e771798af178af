namespace OpsBot.Loops.Rules;

/// <summary>A table cannot be used. Names everything that is wrong with it, so that it is mended in one go.</summary>
/// <param name="where">Where the table is configured: <c>Loops:Name:Rules</c>.</param>
/// <param name="problems">What is wrong, a sentence or two each, in the order of the rows.</param>
public sealed class RuleTableException(string where, IReadOnlyList<string> problems)
    : Exception($"{where} cannot be used:\n" + string.Join('\n', problems.Select(problem => "- " + problem)))
{
    /// <summary>What is wrong; each names table, row, fact and value, and what would be right.</summary>
    public IReadOnlyList<string> Problems => problems;
}
