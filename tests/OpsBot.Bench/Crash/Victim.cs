using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bot;
using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Crash;

/// <summary>The real bot in a process of its own, which dies at a boundary, or when it is killed.</summary>
internal sealed class Victim : IDisposable
{
    private readonly Process process;

    private Victim(Process process) => this.process = process;

    /// <summary>Starts one.</summary>
    /// <param name="home">Where.</param>
    /// <param name="boundary">Where it dies; lives where absent.</param>
    /// <param name="passes">The how-manieth time there.</param>
    internal static Victim Start(Home home, string? boundary = null, int passes = 0)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        string[] arguments =
        [
            typeof(Victim).Assembly.Location,
            "victim",
            home.World.ToString(),
            home.Bot.ToString(),
            home.Door.ToString(),
            home.Folder,
            home.Postgres ?? "",
            boundary ?? "",
            passes.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var child = Process.Start(start)!;
        child.OutputDataReceived += static (_, _) => { };
        child.BeginOutputReadLine();
        return new Victim(child);
    }

    /// <summary>The child's side.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        var postgres = args[4].Length == 0 ? null : args[4];
        var home = new Home(new Uri(args[0]), new Uri(args[1]), new Uri(args[2]), args[3], postgres);
        var boundary = new Boundary(args[5], int.Parse(args[6], CultureInfo.InvariantCulture));
        await using var bot = OpsBotHost.Build([], home.Settings(), services => Wrap(services, boundary));
        await bot.RunAsync();
        return 0;
    }

    /// <summary>Waits until it has died by itself.</summary>
    /// <returns>False where it is still alive.</returns>
    internal async Task<bool> DiesAsync(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static void Wrap(IServiceCollection services, Boundary boundary)
    {
        Deadly<IEventStore>.Wrap(services, boundary);
        Deadly<IRunStore>.Wrap(services, boundary);
        Deadly<ILoop>.Wrap(services, boundary);
        Deadly<IActor>.Wrap(services, boundary);
        Deadly<ICardStore>.Wrap(services, boundary);
        Deadly<IChannel>.Wrap(services, boundary);
        Deadly<IEscalationStore>.Wrap(services, boundary);
    }
}
