namespace OpsBot.Loops.Rules;

/// <summary>Finds what somebody who mistyped most likely meant.</summary>
public static class Nearest
{
    /// <summary>The end of a sentence: <c>did you mean value? There are: value, reason</c>.</summary>
    internal static string Among(IReadOnlyCollection<string> candidates, string? typed)
    {
        var all = string.Join(", ", candidates);
        return Of(candidates, typed ?? "") is { } nearest
            ? $"did you mean {nearest}? There are: {all}"
            : $"there are: {all}";
    }

    /// <summary>The word that was most likely meant; nothing where none is near enough.</summary>
    /// <param name="candidates">What could have been meant.</param>
    /// <param name="typed">What was typed.</param>
    public static string? Of(IEnumerable<string> candidates, string typed)
    {
        var key = Words.Key(typed);
        // Anything longer is no typing error.
        if (key.Length > 60)
            return null;
        var (nearest, steps) = candidates
            .Select(candidate => (candidate, Steps: Steps(key, Words.Key(candidate))))
            .DefaultIfEmpty((candidate: "", Steps: int.MaxValue))
            .MinBy(near => near.Steps);
        return steps < key.Length && steps <= Math.Max(2, key.Length / 3) ? nearest : null;
    }

    /// <summary>Letters to change, add, drop or swap with their neighbour (optimal string alignment).</summary>
    private static int Steps(string from, string to)
    {
        var (before, last, now) = (
            new int[to.Length + 1],
            Enumerable.Range(0, to.Length + 1).ToArray(),
            new int[to.Length + 1]
        );
        for (var row = 1; row <= from.Length; row++)
        {
            now[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var change = from[row - 1] == to[column - 1] ? 0 : 1;
                now[column] = Math.Min(Math.Min(now[column - 1], last[column]) + 1, last[column - 1] + change);
                if (row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1])
                    now[column] = Math.Min(now[column], before[column - 2] + 1);
            }

            (before, last, now) = (last, now, before);
        }

        return last[to.Length];
    }
}
