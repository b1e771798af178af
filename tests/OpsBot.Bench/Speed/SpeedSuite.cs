using OpsBot.Bench.Speed.Far;
using OpsBot.Bench.Speed.Machine;
using OpsBot.Bench.Speed.Report;
using OpsBot.Bench.Speed.Rows;

namespace OpsBot.Bench.Speed;

/// <summary>Measures the engine's speed beside peers on the same machine and prints one table.</summary>
internal static class SpeedSuite
{
    private static readonly (string Name, Func<Rows.Bench, Task> MeasureAsync)[] Rows =
    [
        ("disk", Disk.MeasureAsync),
        ("bare", BarePeer.MeasureAsync),
        ("start", Starts.MeasureAsync),
        ("ack", Acks.MeasureAsync),
        ("click", Clicks.MeasureAsync),
        ("teams", TeamsClicks.MeasureAsync),
        ("timers", Timers.MeasureAsync),
        ("drain", Drain.MeasureAsync),
        ("saturation", Saturated.MeasureAsync),
    ];

    /// <returns>The exit code: 0 where everything could be measured, whether or not it holds its bar.</returns>
    /// <exception cref="FormatException">PostgreSQL is to be measured, and no server is named.</exception>
    internal static async Task<int> RunAsync(SpeedOptions options)
    {
        if (options.Postgres is null && options.Stores.Contains("Postgres"))
            throw new FormatException("--postgres \"Host=…\" names the server");
        var root = Directory.CreateDirectory(Path.Combine(options.Folder, $"opsbot-bench-{Environment.ProcessId}"));
        var board = new Board(Described.Of(root.FullName), options.ToString());
        var whole = true;
        try
        {
            await using var far = await FarSide.StartAsync(Speed.Rows.Bench.FarAddress);
            foreach (var store in options.Stores)
                whole &= await MeasureAsync(new Rows.Bench(options, far, board, root.FullName, store));
        }
        finally
        {
            root.Delete(recursive: true);
        }

        await board.WriteAsync(options.Report);
        return whole ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(Rows.Bench bench)
    {
        var whole = true;
        foreach (var (name, measureAsync) in Rows.Where(row => row.Name.Contains(bench.Options.Only)))
        {
            try
            {
                await MeasureAsync(bench, measureAsync);
            }
            catch (Exception error)
            {
                // The rest is measured all the same, and the table says what is missing.
                whole = false;
                await Console.Error.WriteLineAsync(error.ToString());
                bench.Board.Add(
                    new Figure(bench.Group(name), "the rest of it", "") { Why = error.Message.Split('\n')[0] }
                );
            }
        }

        Ratios.Add(bench);
        return whole;
    }

    private static async Task MeasureAsync(Rows.Bench bench, Func<Rows.Bench, Task> measureAsync)
    {
        try
        {
            await measureAsync(bench);
        }
        finally
        {
            await bench.LeaveAsync();
        }
    }
}
