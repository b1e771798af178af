using OpsBot.Bench.Speed.Engine;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>Fills a store with history: closed runs with every row they left in every table.</summary>
internal static class PastRuns
{
    private static readonly Copies Copies = new("0past", leaves: [], static (_, _) => null);

    /// <summary>What the subject of a past run is called.</summary>
    internal static string NameOf(int run) => Copies.NameOf(run);

    /// <summary>Fills up to so many past runs; those that are there already stay.</summary>
    internal static Task FillAsync(SpeedBot.Home home, int depth) => Copies.FillAsync(home, depth);
}
