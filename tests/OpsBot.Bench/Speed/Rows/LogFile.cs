using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Load;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>Reads the log the bot wrote.</summary>
internal static class LogFile
{
    /// <summary>How many of these orders have exactly one row.</summary>
    internal static int Rows(string folder, IReadOnlyList<Signed> orders)
    {
        var wanted = orders.Select(order => order.Name).ToHashSet(StringComparer.Ordinal);
        return File.ReadLines(Path.Combine(folder, "log", BenchLoop.Log + ".csv"))
            .SelectMany(line => line.Split(',').Select(cell => cell.Trim('"')).Where(wanted.Contains))
            .CountBy(order => order, StringComparer.Ordinal)
            .Count(order => order.Value == 1);
    }
}
