using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Sandbox;

/// <summary>One start of the sandbox from the command line.</summary>
internal static class Trial
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>Runs as the options say.</summary>
    /// <returns>The exit code: 0, or 1 where a headless trial was not good.</returns>
    internal static async Task<int> RunAsync(SandboxOptions options)
    {
        await using var sandbox = await SandboxHost.StartAsync(options);
        await Console.Out.WriteLineAsync(
            $"OpsBot is running against a pretend shop, in {In(options.Chats)}. Open {sandbox.Page} in a browser. Ctrl+C ends it."
        );
        using var over = CancellationTokenSource.CreateLinkedTokenSource(sandbox.Bot.Lifetime.ApplicationStopping);
        using var world = sandbox.World.Lifetime.ApplicationStopping.Register(over.Cancel);
        if (options.For is { } time)
            over.CancelAfter(time);
        if (!options.Headless)
        {
            await TrafficAsync(sandbox, options, over.Token);
            return 0;
        }

        await using var agent = Agent(sandbox.World.Services);
        await TrafficAsync(sandbox, options, over.Token);
        await SettleAsync(sandbox);
        return await ReportAsync(await SandboxReport.CountAsync(sandbox, agent, CancellationToken.None), options);
    }

    private static ScriptedAgent Agent(IServiceProvider world) =>
        new(
            world.GetService<PretendSlack>() is { } slack ? new SlackHand(slack) : null,
            world.GetService<CardClicks>() is { } clicks
                ? new TeamsHand(world.GetRequiredService<Conversations>(), clicks)
                : null
        );

    private static string In(Chats chats) =>
        chats switch
        {
            Chats.Both => "a pretend Slack and a pretend Teams",
            _ => $"a pretend {chats}",
        };

    private static async Task TrafficAsync(SandboxHost sandbox, SandboxOptions options, CancellationToken over)
    {
        var traffic = sandbox.World.Services.GetRequiredService<PretendShopify>().Traffic;
        using var timer = new PeriodicTimer(options.Every);
        try
        {
            do traffic.Emit(1);
            while (await timer.WaitForNextTickAsync(over));
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    /// <summary>Nothing new comes: what is under way may come to its end, parcels and cards included.</summary>
    private static async Task SettleAsync(SandboxHost sandbox)
    {
        var loops = sandbox.Bot.Services.GetRequiredService<ILoopStore>();
        using var late = new CancellationTokenSource(Settling);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            LoopCounts counts;
            do counts = await loops.CountAsync(new LoopName("returns"), DateTimeOffset.UnixEpoch, late.Token);
            while (
                (counts.Asking > 0 || counts.Waiting > 0 || counts.Busy > 0)
                && await timer.WaitForNextTickAsync(late.Token)
            );
        }
        catch (OperationCanceledException)
        {
            // A parcel that was lost on its way is waited for much longer than this trial lasts.
        }

        await ShowAsync(sandbox);
    }

    /// <summary>Cards follow what happens at the pace that chats allow.</summary>
    private static async Task ShowAsync(SandboxHost sandbox)
    {
        var ends = new CardEnds(sandbox);
        using var late = new CancellationTokenSource(Settling);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while ((await ends.UntrueAsync(late.Token)).Count > 0)
                await timer.WaitForNextTickAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            // The report names what is not true.
        }
    }

    private static async Task<int> ReportAsync(SandboxReport report, SandboxOptions options)
    {
        var text = report.Write();
        if (options.Report is { } file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await File.WriteAllTextAsync(file, text + "\n");
        }

        await Console.Out.WriteLineAsync(text);
        return report.IsGood ? 0 : 1;
    }
}
