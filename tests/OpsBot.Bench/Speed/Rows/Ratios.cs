namespace OpsBot.Bench.Speed.Rows;

/// <summary>The bot against its peers: the figures that travel from machine to machine.</summary>
internal static class Ratios
{
    private const string Group = "OpsBot against its peers, medians";

    internal static void Add(Bench bench)
    {
        var events = bench.Options.Events[0];
        Ratio("runs/s of the bare peer's", Saturated.PerSecond, BarePeer.Group, BarePeer.PerSecond);
        Ratio("CPU per run of the bare peer's", Saturated.Cpu, BarePeer.Group, BarePeer.Cpu);
        Ratio("runs/s of the disk's single commits/s", Saturated.PerSecond, Disk.Group, Disk.Commits);

        void Ratio(string name, string ours, string group, string theirs)
        {
            var mine = bench.Board.Median(bench.Group(Saturated.Group), Saturated.Name(ours, events, depth: 0));
            if (mine is { } over && bench.Board.Median(bench.Group(group), theirs) is { } under)
                bench.Add(Group, name, "times", [over / under]);
        }
    }
}
