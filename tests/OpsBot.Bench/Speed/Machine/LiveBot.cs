using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bench.Speed.Load;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Speed.Machine;

/// <summary>The bot in its process, and a window into its store from this one, which costs the bot nothing.</summary>
internal sealed class LiveBot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private readonly SpeedBot.Home home;
    private readonly WebApplication window;

    private LiveBot(SpeedBot.Home home)
    {
        this.home = home;
        window = SpeedBot.Build(home);
    }

    internal Child Process { get; private set; } = null!;

    internal SpeedBot.Home Home => home;

    /// <summary>How long the last start took, from the process's start to the first ready.</summary>
    internal TimeSpan StartedIn { get; private set; }

    /// <summary>The store's services, used from this process.</summary>
    internal IServiceProvider Window => window.Services;

    internal ILoopStore Store => window.Services.GetRequiredService<ILoopStore>();

    internal static async Task<LiveBot> StartAsync(SpeedBot.Home home)
    {
        var bot = new LiveBot(home);
        await bot.StartAgainAsync();
        return bot;
    }

    internal async Task StartAgainAsync()
    {
        var began = Stopwatch.GetTimestamp();
        Process = Child.Start("bot", JsonSerializer.Serialize(home));
        await ReadyAsync(began);
        StartedIn = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>What the loop did since a moment.</summary>
    internal Task<LoopCounts> CountAsync(DateTimeOffset since) =>
        Store.CountAsync(BenchLoop.LoopName, since, CancellationToken.None);

    /// <summary>Waits until so many runs are closed.</summary>
    /// <exception cref="InvalidOperationException">The bot ended, or nothing went on for a minute.</exception>
    internal async Task ClosedAsync(int runs, DateTimeOffset since)
    {
        using var timer = new PeriodicTimer(Look);
        var (last, at) = (-1, Stopwatch.GetTimestamp());
        while (await timer.WaitForNextTickAsync())
        {
            var counts = await CountAsync(since);
            var closed = counts.Cleared + counts.Decided;
            if (closed >= runs)
                return;
            if (closed != last)
                (last, at) = (closed, Stopwatch.GetTimestamp());
            if (Process.HasExited || Stopwatch.GetElapsedTime(at) > Patience)
                throw new InvalidOperationException($"{closed} of {runs} runs closed: {counts}\n{Process.Said}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Process.Dispose();
        await window.DisposeAsync();
    }

    private async Task ReadyAsync(long began)
    {
        using var client = new Client(home.Bot);
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync())
        {
            if (await client.IsReadyAsync())
                return;
            if (Process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException("the bot does not become ready:\n" + Process.Said);
        }
    }
}
