namespace OpsBot.Bot.Commands;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    private const int MostSlips = 2;

    /// <summary><c>Did you mean …?</c>, where a word is near enough.</summary>
    internal static string? Suggestion(string typed, IReadOnlyCollection<string> words)
    {
        if (typed.Length > 40)
            return null;
        var best = words.MinBy(word => Slips(typed, word));
        return best is not null && Slips(typed, best) <= Math.Min(MostSlips, typed.Length - 1)
            ? $"Did you mean {best}?"
            : null;
    }

    /// <summary>Letters left out, put in, mistaken or swapped: optimal string alignment.</summary>
    private static int Slips(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        for (var j = 0; j <= to.Length; j++)
            table[i, j] = (i, j) switch
            {
                (_, 0) => i,
                (0, _) => j,
                _ => Cell(table, from, to, (i, j)),
            };
        return table[from.Length, to.Length];
    }

    private static int Cell(int[,] table, string from, string to, (int I, int J) at)
    {
        var (i, j) = at;
        var same = from[i - 1] == to[j - 1] ? 0 : 1;
        var best = Math.Min(table[i - 1, j - 1] + same, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return isSwap ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
