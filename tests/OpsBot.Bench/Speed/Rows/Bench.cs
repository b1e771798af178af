using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Far;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;

namespace OpsBot.Bench.Speed.Rows;

/// <summary>What every row needs: the far side, where bots live, and where figures go.</summary>
/// <param name="Options">How thoroughly.</param>
/// <param name="Far">The far side.</param>
/// <param name="Board">Takes the figures.</param>
/// <param name="Root">The folder all of it happens in.</param>
/// <param name="Provider">The database.</param>
internal sealed record Bench(SpeedOptions Options, FarSide Far, Board Board, string Root, string Provider)
{
    internal static Uri FarAddress { get; } = FreeAddress.Next();

    internal static Uri BotAddress { get; } = FreeAddress.Next();

    private PostgresHomes Postgres { get; } = new(Options.Postgres);

    /// <summary>A bot's home of its own, the same whenever it is asked for.</summary>
    internal SpeedBot.Home Home(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, $"{Provider}-{name}")).FullName;
        var connection =
            Provider == "Sqlite" ? $"Data Source={Path.Combine(folder, "opsbot.db")}" : Postgres.DatabaseOf(name);
        return new SpeedBot.Home(FarAddress, BotAddress, folder, Provider, connection);
    }

    /// <summary>Removes the databases of a server; files are removed with their folder.</summary>
    internal Task LeaveAsync() => Postgres.DropAsync();

    /// <summary>A bot that has done enough runs to be as fast as it gets.</summary>
    internal async Task<LiveBot> WarmBotAsync(SpeedBot.Home home)
    {
        var bot = await LiveBot.StartAsync(home);
        try
        {
            await Throughput.MeasureAsync(bot, Far, Options.WarmUp);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes something as often as the options say.</summary>
    internal async Task<IReadOnlyList<T>> RepeatAsync<T>(Func<Task<T>> measure)
    {
        var all = new List<T>();
        while (all.Count < Options.Times)
            all.Add(await measure());
        return all;
    }

    internal void Add(string group, string name, string unit, IEnumerable<double> values, Bar? bar = null) =>
        Board.Add(new Figure(Group(group), name, unit) { Values = [.. values], Bar = bar });

    /// <summary>A figure's group, with its database.</summary>
    internal string Group(string group) => $"{group} ({Provider})";
}
