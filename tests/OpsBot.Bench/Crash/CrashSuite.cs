using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Shopify;
using OpsBot.Sandbox.Slack;

namespace OpsBot.Bench.Crash;

/// <summary>
/// Kills the bot at every boundary and at moments of chance while customers go on asking for returns, then lets it finish, and
/// counts at the pretend systems what was lost and what was doubled.
/// </summary>
internal static class CrashSuite
{
    private const int MostPasses = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(30);

    internal static async Task<int> RunAsync(CrashOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("opsbot-crash-").FullName;
        var bot = new Uri($"http://127.0.0.1:{options.Port + 1}/");
        var database = options.Postgres is { } server ? await ServerDatabase.CreateAsync(server) : null;
        var world = new Uri($"http://127.0.0.1:{options.Port}/");
        var home = new Home(world, bot, bot, folder, database?.ConnectionString);
        var result = await RunAsync(home, options);
        if (database is not null)
            await database.DropAsync();
        if (result == 0)
            Directory.Delete(folder, recursive: true);
        else
            await Console.Out.WriteLineAsync($"What the bot left behind is in {folder}");
        return result;
    }

    private static async Task<int> RunAsync(Home home, CrashOptions options)
    {
        await using var world = PretendWorld.Build(home.World, home.Bot, Hasty());
        await world.StartAsync();
        var shop = world.Services.GetRequiredService<PretendShopify>();
        var report = new CrashReport();
        await using (new Clerk(world.Services.GetRequiredService<PretendSlack>()))
        await using (new Customers(shop.Traffic, options.Every))
        {
            foreach (var boundary in Boundary.All.Where(name => options.At?.Any(name.Contains) ?? true))
                for (var kill = 0; kill < options.Each; kill++)
                    report.Killed(boundary, await KillAtAsync(home, boundary));
            for (var kill = 0; kill < options.Random; kill++)
                report.Killed("at a moment of chance", await KillAnywhereAsync(home));
        }

        await FinishAsync(world, home, report);
        await world.StopAsync();
        return await report.WriteAsync(options.Report);
    }

    /// <summary>
    /// Vendors that send again soon, a 3PL that takes any number of calls, and parcels that travel fast and arrive: the suite ends
    /// in minutes, not days.
    /// </summary>
    internal static SandboxOptions Hasty() =>
        new()
        {
            ParcelsTravel = TimeSpan.FromSeconds(1),
            LoseOneParcelIn = 0,
            ThreePlCallsPerMinute = Home.ThreePlCallsPerMinute,
            WebhookRetries = [.. Enumerable.Repeat(TimeSpan.FromSeconds(2), 400)],
        };

    private static async Task<bool> KillAtAsync(Home home, string boundary)
    {
        using var victim = Victim.Start(home, boundary, RandomNumberGenerator.GetInt32(1, MostPasses + 1));
        if (await victim.DiesAsync(Patience))
            return true;
        await victim.KillAsync();
        return false;
    }

    private static async Task<bool> KillAnywhereAsync(Home home)
    {
        using var victim = Victim.Start(home);
        var alive = await victim.DiesAsync(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(400, 4000)));
        if (!alive)
            await victim.KillAsync();
        return true;
    }

    private static async Task FinishAsync(WebApplication world, Home home, CrashReport report)
    {
        var ledger = world.Services.GetRequiredService<Ledger>();
        var shop = world.Services.GetRequiredService<PretendShopify>();
        await using (new Clerk(world.Services.GetRequiredService<PretendSlack>()))
        {
            using var survivor = Victim.Start(home);
            await CrashCount.UntilSettledAsync(home, ledger, shop, Settling);
            await survivor.KillAsync();
        }

        report.Count(ledger, shop, home);
    }
}
