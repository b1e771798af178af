using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Far;
using OpsBot.Bench.Speed.Load;
using OpsBot.Bench.Speed.Machine;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>What became of orders.</summary>
/// <param name="Orders">How many there were.</param>
/// <param name="Written">Of how many the far side has each write.</param>
/// <param name="Logged">How many have exactly one row in the log.</param>
/// <param name="Cleared">How many runs the store says were caught and cleared.</param>
/// <param name="Doubled">Writes that were carried out more than once.</param>
internal sealed record Fate(int Orders, int Written, int Logged, int Cleared, int Doubled)
{
    internal int Lost => Orders - Math.Min(Written, Math.Min(Logged, Cleared));

    /// <summary>Counts at the far side, in the log and in the store.</summary>
    /// <param name="bot">The bot that had them.</param>
    /// <param name="far">The far side, which forgot what was before them.</param>
    /// <param name="all">The orders.</param>
    /// <param name="since">A moment before the first came; no others came since.</param>
    internal static async Task<Fate> OfAsync(LiveBot bot, FarSide far, IReadOnlyList<Signed> all, DateTimeOffset since)
    {
        var counts = await bot.CountAsync(since);
        return new Fate(
            all.Count,
            all.Count(order => far.WritesOf(order.Name) == BenchWrite.Places.Count),
            LogFile.Rows(bot.Home.Folder, all),
            Math.Min(counts.Caught, counts.Cleared),
            far.Doubled
        );
    }
}
