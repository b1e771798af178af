namespace OpsBot.Bench.Speed.Rows;

/// <summary>The bot against its peers: the figures that travel from machine to machine.</summary>
internal static class Ratios
{
    private const string Group = "OpsBot against its peers, medians";

    internal static void Add(Bench bench)
    {
        // The more events, the less the figures are of code that is still being compiled, on either side.
        foreach (var events in bench.Options.Events)
        {
            var (runs, cpu) = (Of(Saturated.PerSecond), Of(Saturated.Cpu));
            Ratio($"runs/s of the bare peer's, {events:N0} events", runs, BarePeer.Group, Of(BarePeer.PerSecond));
            Ratio($"CPU per run of the bare peer's, {events:N0} events", cpu, BarePeer.Group, Of(BarePeer.Cpu));
            Ratio($"runs/s of the disk's single commits/s, {events:N0} events", runs, Disk.Group, Disk.Commits);

            string Of(string what) => Saturated.Name(what, events, depth: 0);
        }

        void Ratio(string name, string ours, string group, string theirs)
        {
            var mine = bench.Board.Median(bench.Group(Saturated.Group), ours);
            if (mine is { } over && bench.Board.Median(bench.Group(group), theirs) is { } under)
                bench.Add(Group, name, "times", [over / under]);
        }
    }
}
